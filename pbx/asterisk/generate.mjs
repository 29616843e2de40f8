// Writes the whole configuration of an Asterisk: the fixed part (conf/) and what site.json says.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { findData, writeData } from "./data.mjs";
import { pjsip } from "./pjsip.mjs";
import { queueContexts, queueGlobals, queueSection } from "./queues.mjs";
import { membershipsOf } from "./site-queues.mjs";
import { readSite } from "./site.mjs";
import { writeClips, writeHoldMusic } from "./sounds.mjs";
import { spyRights, supervisionGlobals } from "./supervision.mjs";
import { context, escapeValue, section } from "./write-section.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const clips = join(here, "../embedded/prompts");

/** Nothing is to be said in these, but Asterisk warns of each that is missing. */
const empty = ["acl", "ccss", "manager", "pjproject", "queuerules", "udptl"];

/** Seconds somebody outside rings at most. */
const outsideSeconds = 60;

const parkingSlots = Array.from({ length: 20 }, (_, at) => String(701 + at));

export function readSiteFile(path = join(here, "site.json")) {
  return readSite(JSON.parse(readFileSync(path, "utf8")));
}

/** Voicemail separates its fields by commas and has no way to write one. */
function escapeField(name) {
  return escapeValue(name.replaceAll(",", " "));
}

function hints({ users, queues }) {
  const states = users.map(
    ({ extension }) => `${extension},hint,PJSIP/${extension},CustomPresence:${extension}`,
  );
  const ofQueues = queues.flatMap(({ name }) => [
    `queue-${name},hint,Queue:${name},CustomPresence:queue-${name}`,
    `avail-${name},hint,Queue:${name}_avail`,
  ]);
  const pauses = users.flatMap((user) =>
    membershipsOf(user).map(
      ({ name }) =>
        `pause-${user.extension}-${name},hint,Queue:${name}_pause_Local/${user.extension}@queue-member`,
    ),
  );
  const slots = parkingSlots.map(
    (slot) => `${slot},hint,park:${slot}@parkedcalls,CustomPresence:park-${slot}`,
  );
  return [...states, ...ofQueues, ...pauses, ...slots];
}

/** `<extension>_<number>`: who may show what. */
function callerRights({ users, outside }) {
  const all = outside.callerNumbers.map(({ number }) => number);
  return users.flatMap(({ extension, callerNumbers = all }) =>
    callerNumbers.map((number) => `${extension}_${number},1,NoOp()`),
  );
}

function dialplan(site, { host, folder, sounds }) {
  const { users, outside } = site;
  const globals = {
    RING_SECONDS: site.timeouts.ringSeconds,
    SITE_HOST: host,
    SOUNDS: sounds,
    ASTERISK_CONF: `${folder}/etc/asterisk.conf`,
    AUDIT_LOG: `${folder}/log/audit.log`,
    AUDIT_READER: `${folder}/etc/read-audit.awk`,
    TRUNK: outside.trunk === null ? "" : "trunk",
    OUTSIDE_SECONDS: outsideSeconds,
    CALLER_NUMBER: outside.callerNumbers[0].number,
    ...queueGlobals(site),
    ...supervisionGlobals(site),
  };
  const toEach = (name) => users.map(({ extension }) => `${extension},1,Goto(${name},\${EXTEN},1)`);
  const mailboxes = users.filter(({ voicemail }) => voicemail);
  return [
    section("globals", globals),
    context("users", toEach("call-user")),
    context("transfer-users", toEach("transfer-to-user")),
    context("redirect-users", toEach("redirect-to-user")),
    context("message-users", toEach("message-user")),
    context(
      "with-voicemail",
      mailboxes.map(({ extension }) => `${extension},1,NoOp()`),
    ),
    ...queueContexts(site),
    context("spy-allowed", spyRights(site)),
    context("caller-allowed", callerRights(site)),
    context(
      "emergency",
      outside.emergency.map((number) => `${number},1,Goto(call-emergency,\${EXTEN},1)`),
    ),
    context(
      "numbers",
      outside.numbers.map(({ number, to }) => `${number},1,Goto(reached,${to},1)`),
    ),
    context("hints", hints(site)),
  ].join("\n");
}

function asteriskConf(folder, hasData) {
  return [
    section("directories", {
      astetcdir: `${folder}/etc`,
      astvarlibdir: `${folder}/lib`,
      astdbdir: `${folder}/lib`,
      astkeydir: `${folder}/lib`,
      astspooldir: `${folder}/spool`,
      astrundir: `${folder}/run`,
      astlogdir: `${folder}/log`,
      astcachedir: `${folder}/cache`,
      ...(hasData ? { astdatadir: `${folder}/data` } : {}),
    }),
    // A waiting channel that sends nothing at all looks like a dead line to a client that watches its RTP.
    section("options", {
      nofork: "yes",
      transmit_silence: "yes",
      nocolor: "yes",
      documentation_language: "en_US",
    }),
  ].join("\n");
}

/**
 * Every file of the configuration by its path in the folder `etc`. `folder` is where Asterisk itself will see the folder
 * that all of this lies in.
 */
export function configurationFiles(
  site,
  { folder, httpPort, trunkPort = 0, rtpStart, rtpEnd, host, root = null },
) {
  readSite(site);
  if (!/^[\w./+-]+$/.test(folder)) {
    throw new Error(
      `Asterisk cannot run in ${folder}: only letters, digits and _ . / + - may be in the path.`,
    );
  }
  const sounds = `${folder}/sounds`;
  const mailbox = ({ extension, pin, name }) => `${extension} => ${pin},${escapeField(name)}`;
  return {
    ...Object.fromEntries(empty.map((name) => [`${name}.conf`, "; Nothing is set here.\n"])),
    "asterisk.conf": asteriskConf(folder, root !== null && findData(root) !== null),
    "generated/http.conf": `bindaddr = 127.0.0.1\nbindport = ${httpPort}\n`,
    "generated/rtp.conf": `rtpstart = ${rtpStart}\nrtpend = ${rtpEnd}\n`,
    "generated/parking.conf": `parkingtime = ${site.timeouts.parkingSeconds}\n`,
    "generated/musiconhold.conf": section("default", {
      mode: "files",
      directory: `${folder}/moh`,
    }),
    "generated/pjsip.conf": pjsip(site, host, trunkPort),
    "generated/extensions.conf": dialplan(site, { host, folder, sounds }),
    "generated/queues.conf": site.queues.map((queue) => queueSection(queue, sounds)).join("\n"),
    "generated/voicemail.conf": `${site.users.map(mailbox).join("\n")}\n`,
  };
}

/**
 * Writes the folder of one Asterisk to `target`: configuration, sounds, and empty folders for what it keeps. Everything is
 * made before the first file is written, so that a mistake leaves nothing behind.
 */
export function writeAsteriskFolder(target, site, options) {
  const files = configurationFiles(site, options);
  for (const name of ["etc/generated", "lib/keys", "spool", "run", "log", "cache"]) {
    mkdirSync(join(target, name), { recursive: true });
  }
  cpSync(join(here, "conf"), join(target, "etc"), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(target, "etc", name), text);
  writeHoldMusic(join(target, "moh"));
  writeClips(clips, join(target, "sounds"));
  const { root = null } = options;
  const place = root === null ? null : findData(root);
  if (place !== null) writeData(target, root, place, join(target, "sounds"));
}

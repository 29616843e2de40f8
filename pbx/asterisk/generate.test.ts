import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { describe, expect, onTestFinished, test } from "vitest";

import { readDeskConfig } from "../../src/phone/config/desk-config";
import { menuEndKeys, planFor, services, users } from "../embedded/numbers";
import { queueMenu, queues as embeddedQueues } from "../embedded/queues/table";
import { clientConfig } from "./client-config";
import { configurationFiles, readSiteFile, writeAsteriskFolder } from "./generate.mjs";
import { completeQueue, membershipsOf } from "./site-queues.mjs";
import type { Site, SiteUser } from "./site.mjs";

const options = {
  folder: "/hamsa",
  httpPort: 8088,
  rtpStart: 24_000,
  rtpEnd: 24_999,
  host: "127.0.0.1",
};
const conf = fileURLToPath(new URL("./conf/", import.meta.url));
const readConf = (name: string) => readFileSync(join(conf, name), "utf8");

const sami: SiteUser = {
  extension: "1006",
  name: "Sami Niemi",
  role: "agent",
  password: "pw1006",
  pin: "2222",
  voicemail: true,
  queues: ["support"],
};

function siteWith(user: object): Site {
  const site = readSiteFile();
  return { ...site, users: [...site.users, { ...sami, ...user }] };
}

function generate(site: unknown = readSiteFile()): Record<string, string> {
  return configurationFiles(site, options);
}

/** What Asterisk's reader of configuration files makes of a line: `;` ends it unless it is escaped. */
function meaningOf(line: string): string {
  let meaning = "";
  for (let at = 0; at < line.length; at++) {
    if (line[at] === "\\" && line[at + 1] === ";") continue;
    if (line[at] === ";" && line[at - 1] !== "\\") break;
    meaning += line[at];
  }
  return meaning.trim();
}

const linesOf = (text = "") => text.split("\n").map(meaningOf);

/** What somebody who must not be trusted might call himself. */
const hostileName = String.raw`A"b\c;d,<e> ${"${SHELL(id)}"} $[1+1] [x] ;-- é شا \" end\ `.trim();

describe("one added agent", () => {
  const files = generate(siteWith({}));
  const dialplan = linesOf(files["generated/extensions.conf"]);

  test("can sign in", () => {
    const lines = linesOf(files["generated/pjsip.conf"]);
    expect(lines).toEqual(
      expect.arrayContaining([
        "[1006](phone)",
        'callerid = "Sami Niemi" <1006>',
        "[1006](auth)",
        "password = pw1006",
        "[1006](aor)",
        "list_item = 1006",
      ]),
    );
  });

  test.each([
    ["users", "1006,1,Goto(call-user,${EXTEN},1)"],
    ["transfer-users", "1006,1,Goto(transfer-to-user,${EXTEN},1)"],
    ["message-users", "1006,1,Goto(message-user,${EXTEN},1)"],
    ["with-voicemail", "1006,1,NoOp()"],
    ["queue-allowed", "1006_support,1,Return(0)"],
    ["spy-allowed", "1005_1006,1,NoOp()"],
    ["hints", "1006,hint,PJSIP/1006,CustomPresence:1006"],
    ["caller-allowed", "1006_+358912340000,1,NoOp()"],
    ["hints", "pause-1006-support,hint,Queue:support_pause_Local/1006@queue-member"],
  ])("is in the context %s", (context, line) => {
    const from = dialplan.indexOf(`[${context}]`);
    const to = dialplan.findIndex((each, at) => at > from && each.startsWith("["));
    expect(dialplan.slice(from, to === -1 ? undefined : to)).toContain(`exten => ${line}`);
  });

  test("has a mailbox", () => {
    expect(linesOf(files["generated/voicemail.conf"])).toContain("1006 => 2222,Sami Niemi");
  });
});

describe("hostile values", () => {
  const files = generate(siteWith({ name: hostileName, password: '>p;w "x" \\; ${A},#[y]\\' }));

  test("a name stays one value in quotes", () => {
    const lines = linesOf(files["generated/pjsip.conf"]);
    const escaped = hostileName.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
    expect(lines).toContain(`callerid = "${escaped}" <1006>`);
  });

  test("a password is kept to the letter", () => {
    expect(linesOf(files["generated/pjsip.conf"])).toContain('password = >p;w "x" \\; ${A},#[y]\\');
  });

  test("a comma in a name begins no field of the mailbox", () => {
    const mailbox = linesOf(files["generated/voicemail.conf"]).find((line) =>
      line.startsWith("1006 "),
    );
    expect(mailbox).toBe(`1006 => 2222,${hostileName.replaceAll(",", " ")}`);
  });

  test("names and passwords never come into the dialplan, which would run them", () => {
    expect(files["generated/extensions.conf"]).not.toMatch(/SHELL|Niemi|pw10/);
  });

  test.each(["a\nb", "a\rb", "a\u0000b", "a\u0085b", "a\u2028b", " a", "a ", ""])(
    "%j is no name and no password",
    (text) => {
      expect(() => generate(siteWith({ name: text }))).toThrow("users[5].name");
      expect(() => generate(siteWith({ password: text }))).toThrow("users[5].password");
    },
  );
});

describe("mistakes are named with their field", () => {
  test.each([
    [{ extension: "1001" }, "users[5].extension: 1001 is used twice"],
    [{ extension: "500" }, "500 is used twice"],
    [{ extension: "600" }, "users[5].extension: 600 is a number of the phone system itself"],
    [{ extension: "9486" }, "users[5].extension: 9486 is a number"],
    [{ extension: 1006 }, "users[5].extension: must be 3 to 6 digits as text"],
    [{ extension: "10]06" }, "users[5].extension"],
    [{ extension: "1006\n" }, "users[5].extension"],
    [{ role: "boss" }, "users[5].role: must be one of agent, supervisor, administrator"],
    [{ pin: "12" }, "users[5].pin: must be 4 to 10 digits"],
    [{ voicemail: "yes" }, "users[5].voicemail: must be one of true, false"],
    [{ queues: "support" }, "users[5].queues: must be a list"],
    [{ queues: ["orders"] }, 'users[5].queues: there is no queue "orders"'],
    [{ queues: [{ name: "orders", penalty: 0 }] }, 'there is no queue "orders"'],
    [{ queues: ["support", { name: "support", penalty: 1 }] }, '"support" is there twice'],
    [
      { queues: [{ name: "sales", penalty: 100 }] },
      "queues[0].penalty: must be a whole number from 0",
    ],
    [{ queues: [{ name: "sales" }] }, "users[5].queues[0].penalty: must be a whole number"],
    [{ queues: [{ name: "sales", skill: 1 }] }, "users[5].queues[0].skill: is not a field"],
    [{ queues: [7] }, "users[5].queues[0]: must be an object"],
    [
      { queues: Array.from({ length: 21 }, () => "support") },
      "users[5].queues: must be 20 at most",
    ],
    [{ listensTo: "all" }, "users[5].listensTo: is for supervisors and"],
    [{ role: "supervisor", listensTo: ["1009"] }, 'there is no extension "1009"'],
    [{ role: "administrator", listensTo: "some" }, 'listensTo: must be "all" or a list'],
    [
      { role: "supervisor", listensTo: Array.from({ length: 101 }, () => "1001") },
      'users[5].listensTo: must be 100 extensions at most, or "all"',
    ],
    [{ colour: "red" }, "users[5].colour: is not a field"],
  ])("%j", (user, sentence) => {
    expect(() => generate(siteWith(user))).toThrow(sentence);
  });

  test.each([
    [{ name: "Support" }, "queues[0].name: must be"],
    [{ name: "h" }, "queues[0].name: must be"],
    [{ name: "general" }, "queues[0].name: must be"],
    [{ name: "a]\n[b" }, "queues[0].name: must be"],
    [{ label: "${SHELL(id)}" }, "queues[0].label: must be"],
    [{ strategy: "best" }, "queues[0].strategy: must be one of ringall"],
    [{ ringSeconds: 0 }, "queues[0].ringSeconds: must be a whole number of seconds from 1"],
    [{ wrapUpSeconds: 5 }, "queues[0].wrapUpSeconds: is not a field"],
    [{ wrapUp: 20 }, "queues[0].wrapUp: must be an object"],
    [{ wrapUp: { mode: "on" } }, "queues[0].wrapUp.mode: must be one of off, fixed, untilDone"],
    [{ wrapUp: { mode: "fixed" } }, "queues[0].wrapUp.seconds: is needed when mode is fixed"],
    [{ wrapUp: { mode: "fixed", seconds: 0 } }, "queues[0].wrapUp.seconds: must be a whole number"],
    [{ missed: "go" }, "queues[0].missed: must be one of stay, pause"],
    [{ language: "sv" }, "queues[0].language: must be one of en, ar, fi"],
    [{ names: { sv: "Stöd" } }, "queues[0].names.sv: is not a field"],
    [{ names: { fi: "${SHELL(id)}" } }, "queues[0].names.fi: must be"],
    [{ hours: "8-16" }, "queues[0].hours: must be a list"],
    [
      { hours: [{ days: [0], from: "08:00", to: "16:00" }] },
      "queues[0].hours[0].days: must be one",
    ],
    [
      { hours: [{ days: [1], from: "8:00", to: "16:00" }] },
      "hours[0].from: must be a time as 08:00",
    ],
    [
      { hours: [{ days: [1], from: "08:00", to: "24:01" }] },
      "hours[0].to: must be a time as 08:00",
    ],
    [
      { hours: [{ days: [1], from: "16:00", to: "08:00" }] },
      "hours[0].to: must be later than from",
    ],
    [{ mostWaiting: 0 }, "queues[0].mostWaiting: must be a whole number from 1 to 999"],
    [{ longestWaitSeconds: 5 }, "queues[0].longestWaitSeconds: must be a whole number of seconds"],
    [{ announceSeconds: 1 }, "queues[0].announceSeconds: must be a whole number of seconds from 5"],
    [{ announcePosition: "yes" }, "queues[0].announcePosition: must be one of true, false"],
    [{ callback: 1 }, "queues[0].callback: must be one of true, false"],
    [{ survey: null }, "queues[0].survey: must be one of true, false"],
    [{ whenFull: "gone" }, "queues[0].whenFull: must be an object"],
    [{ whenFull: {} }, 'queues[0].whenFull: must be either {"play": clip} or {"to": number}'],
    [{ whenFull: { play: "queue-full", to: "501" } }, "queues[0].whenFull: must be either"],
    [{ whenClosed: { play: "queue-shut" } }, "there is no clip en-queue-shut.wav in pbx/embedded"],
    [{ whenClosed: { play: "../../x" } }, "queues[0].whenClosed.play: must be the name of a clip"],
    [
      { whenNobody: { to: "1009" } },
      'whenNobody.to: there is no user, no queue and no menu "1009"',
    ],
    [{ whenTooLong: { to: "501,1);x" } }, "queues[0].whenTooLong.to: there is no user"],
  ])("%j", (queue, sentence) => {
    const site = readSiteFile();
    const queues = [{ ...site.queues[0], ...queue }, ...site.queues.slice(1)];
    expect(() => generate({ ...site, queues })).toThrow(sentence);
  });

  test.each([
    [{ trunk: { host: "a b", port: 5060 } }, "outside.trunk.host: must be"],
    [{ trunk: { host: "a\nb", port: 5060 } }, "outside.trunk.host: must be"],
    [{ trunk: { host: "sip.example.com", port: 0 } }, "outside.trunk.port: must be a port"],
    [{ callerNumbers: [] }, "outside.callerNumbers: must have at least"],
    [
      { callerNumbers: [{ number: "x", label: "y" }] },
      "outside.callerNumbers[0].number: must be 3",
    ],
    [
      { numbers: [{ number: "+358912340001", to: "1009" }] },
      'no user, no queue and no menu "1009"',
    ],
    [{ numbers: [{ number: "1);Hangup", to: "1001" }] }, "outside.numbers[0].number: must be 3"],
    [{ emergency: ["+112"] }, "outside.emergency[0]: must be 2 to 6 digits"],
    [{ emergency: "112" }, "outside.emergency: must be a list"],
  ])("%j", (outside, sentence) => {
    const site = readSiteFile();
    expect(() => generate({ ...site, outside: { ...site.outside, ...outside } })).toThrow(sentence);
  });

  test.each([
    [{ number: "500" }, "menus[0].number: 500 is used twice"],
    [{ language: "sv" }, "menus[0].language: must be one of en, ar, fi"],
    [{ play: "queue-choose" }, "menus[0].play: there is no clip en-queue-choose.wav"],
    [{ choices: [] }, "menus[0].choices: must have at least one"],
    [
      { choices: [{ key: "12", label: "A", to: "500" }] },
      "choices[0].key: must be one key as text",
    ],
    [{ choices: [{ key: "1", label: "a,b", to: "500" }] }, "menus[0].choices[0].label: must be"],
    [
      { choices: [{ key: "1", label: "A", to: "599" }] },
      'there is no user, no queue and no menu "599"',
    ],
    [
      { choices: ["1", "1"].map((key) => ({ key, label: "A", to: "500" })) },
      "menus[0].choices[1].key: 1 is used twice",
    ],
    [{ otherwise: null }, "menus[0].otherwise: must be an object"],
    [{ otherwise: { to: "599" } }, "menus[0].otherwise.to: there is no user, no queue and no menu"],
    [{ name: "main" }, "menus[0].name: is not a field"],
  ])("%j", (menu, sentence) => {
    const site = readSiteFile();
    const menus = [{ ...site.menus?.[0], ...menu }];
    expect(() => generate({ ...site, menus })).toThrow(sentence);
  });

  test.each(["Mars/Olympus", "../etc/passwd", "Europe/Helsinki,*", 2])(
    "%j is no time zone",
    (timeZone) => {
      expect(() => generate({ ...readSiteFile(), timeZone })).toThrow("timeZone: must be the name");
    },
  );

  test.each([
    [{ tell: "often" }, "supervision.tell: must be one of always, whispered, afterwards, never"],
    [{ journal: "yes" }, "supervision.journal: must be one of true, false"],
    [{ tone: true }, "supervision.tone: is not a field; known are tell, journal"],
    [[], "supervision: must be an object"],
    [null, "supervision: must be an object"],
  ])("%j", (supervision, sentence) => {
    expect(() => generate({ ...readSiteFile(), supervision })).toThrow(sentence);
  });

  test("a number that the site has not cannot be shown", () => {
    const wrong = siteWith({ callerNumbers: ["+1555"] });
    expect(() => generate(wrong)).toThrow('users[5].callerNumbers: there is no number "+1555"');
  });

  test("all of them at once, and nothing that is no object breaks the check", () => {
    const broken = { timeouts: null, users: [null, 7, { extension: "x" }], queues: {} };
    expect(() => generate(broken)).toThrow(/timeouts: [^]*users\[0\]: [^]*users\[2\]\.name: /);
    for (const site of [null, [], "x", {}]) expect(() => generate(site)).toThrow("site");
  });

  test("a folder whose name could leave a line or a shell's word", () => {
    const wrong = { ...options, folder: "/tmp/a;b" };
    expect(() => configurationFiles(readSiteFile(), wrong)).toThrow("/tmp/a;b");
  });
});

describe("queues", () => {
  const withQueue = (change: object) => {
    const site = readSiteFile();
    const queues = site.queues.map((queue) =>
      queue.name === "support" ? { ...queue, ...change } : queue,
    );
    return generate({ ...site, queues });
  };
  const dialplanOf = (change: object) => linesOf(withQueue(change)["generated/extensions.conf"]);
  const queuesOf = (change: object) => {
    const lines = linesOf(withQueue(change)["generated/queues.conf"]);
    const from = lines.indexOf("[support](defaults)");
    return lines.slice(from + 1, lines.indexOf("", from));
  };

  test("without any policy nothing is paused, announced or asked", () => {
    expect(queuesOf({})).toEqual(["strategy = rrmemory", "timeout = 20", "servicelevel = 20"]);
    expect(dialplanOf({})).toEqual(
      expect.arrayContaining([
        "QUEUE_WRAPUP_support =",
        "QUEUE_MISSED_support = stay",
        "QUEUE_OPTIONS_support = xX",
        "QUEUE_SECONDS_support = 120",
        "QUEUE_nobody_support =",
        "exten => support,1,Return(1)",
      ]),
    );
  });

  test("the longer ringing of the queue never comes before the dialplan's", () => {
    expect(queuesOf({ ringSeconds: 7 })).toContain("timeout = 12");
    expect(dialplanOf({ ringSeconds: 7 })).toContain("QUEUE_RING_support = 7");
  });

  test("policies reach the dialplan", () => {
    const lines = dialplanOf({
      wrapUp: { mode: "untilDone" },
      missed: "pause",
      survey: true,
      language: "fi",
      whenNobody: { to: "501" },
      whenFull: { play: "queue-nobody" },
    });
    expect(lines).toEqual(
      expect.arrayContaining([
        "QUEUE_WRAPUP_support = 1",
        "QUEUE_MISSED_support = pause",
        "QUEUE_OPTIONS_support = xXc",
        "QUEUE_LANGUAGE_support = fi",
        "QUEUE_nobody_support = to_501",
        "QUEUE_full_support = queue-nobody",
        "QUEUE_closed_support = queue-closed",
        "QUEUE_PEOPLE_support = 1001-1002-1003-1004-1005",
        "AGENT_QUEUES_1001 = support:0-sales:5",
      ]),
    );
  });

  test("hours are told in the site's time zone, to the minute, and until midnight", () => {
    const hours = [
      { days: [1, 5], from: "08:00", to: "16:30" },
      { days: [7], from: "00:00", to: "24:00" },
    ];
    const lines = dialplanOf({ hours });
    const from = lines.findIndex((line) => line.startsWith("exten => support,1,Set(LOCAL(now)"));
    expect(lines.slice(from, from + 6)).toEqual([
      "exten => support,1,Set(LOCAL(now)=${STRFTIME(,Europe/Helsinki,%u%H%M)})",
      "exten => support,2,GotoIf($[${now} >= 10800 & ${now} < 11630]?open)",
      "exten => support,3,GotoIf($[${now} >= 50800 & ${now} < 51630]?open)",
      "exten => support,4,GotoIf($[${now} >= 70000 & ${now} < 72400]?open)",
      "exten => support,5,Return(0)",
      "exten => support,6(open),Return(1)",
    ]);
  });

  test("a callback is offered by a key that leads out of the queue", () => {
    expect(queuesOf({ callback: true, announceSeconds: 45 })).toEqual(
      expect.arrayContaining([
        "context = queue-keys",
        "periodic-announce = /hamsa/sounds/queue-offer",
        "periodic-announce-frequency = 45",
      ]),
    );
  });

  test("a menu leads where its keys say, and to somebody when none is pressed", () => {
    const lines = dialplanOf({});
    const from = lines.indexOf("[menu-550]");
    expect(lines.slice(from, lines.indexOf("", from))).toEqual(
      expect.arrayContaining([
        "exten => say,3,Background(${SOUNDS}/${CHANNEL(language)}-queue-menu)",
        "exten => 2,2,Set(__X_MENU_LABEL=Sales)",
        "exten => 2,3,Goto(reached,501,1)",
        "exten => otherwise,1,Goto(destination,to_500,1)",
      ]),
    );
    expect(lines).toContain("exten => 550,1,Goto(menu-550,s,1)");
  });

  test("the phone is told each queue's policy in its own words", () => {
    const { fields, problem } = readDeskConfig(clientConfig(readSiteFile()));
    expect(problem).toBeNull();
    expect(
      fields.queues.map(({ id, number, missed, wrapUp }) => [id, number, missed, wrapUp.mode]),
    ).toEqual([
      ["support", "500", "stay", "off"],
      ["sales", "501", "pause", "fixed"],
    ]);
    expect(fields.queues[1]?.wrapUp.seconds).toBe(20);
    expect(fields.breaks.length).toBeGreaterThan(2);
    const outcomes = fields.outcomes.map(({ id }) => id);
    expect(new Set(outcomes).size).toBe(outcomes.length);
    for (const { parent } of fields.outcomes) expect([null, ...outcomes]).toContain(parent);
  });
});

describe("the telephone network", () => {
  const at = (trunk: Site["outside"]["trunk"]) => {
    const site = readSiteFile();
    const outside = { ...site.outside, trunk };
    return configurationFiles({ ...site, outside }, { ...options, trunkPort: 5_160 });
  };

  test("without a trunk nothing listens for one", () => {
    const files = at(null);
    expect(files["generated/pjsip.conf"]).not.toMatch(/udp|identify/);
    expect(linesOf(files["generated/extensions.conf"])).toContain("TRUNK =");
  });

  test("a trunk is known by its address and leads to numbers only", () => {
    const files = at({ host: "sip.example.com", port: 5_060 });
    const lines = linesOf(files["generated/pjsip.conf"]);
    expect(lines).toEqual(
      expect.arrayContaining([
        "bind = 127.0.0.1:5160",
        "context = from-trunk",
        "allow_transfer = no",
        "contact = sip:sip.example.com:5060",
        "match = sip.example.com",
      ]),
    );
    const dialplan = linesOf(files["generated/extensions.conf"]);
    expect(dialplan).toContain("exten => +358912340001,1,Goto(reached,1001,1)");
    expect(readConf("extensions-queues.conf")).toMatch(
      /\[reached\]\ninclude => users\ninclude => queues\n\n/,
    );
  });
});

describe("alike with the embedded switch", () => {
  test("the same people", () => {
    const people = readSiteFile().users.map(({ extension, name, password, role, listensTo }) => ({
      extension,
      name,
      password,
      role,
      ...(listensTo === undefined ? {} : { over: listensTo }),
    }));
    expect(people).toEqual(users);
  });

  test("the same queues, who may join them, and the same menu", () => {
    const site = readSiteFile();
    const alike = site.queues.map((queue) => {
      const whole = completeQueue(queue);
      const members = site.users.flatMap((user) =>
        membershipsOf(user)
          .filter(({ name }) => name === queue.name)
          .map(({ penalty }) => [user.extension, penalty]),
      );
      const whenNobody = whole.whenNobody === null ? "wait" : "dismiss";
      return { ...whole, whenNobody, members: Object.fromEntries(members) };
    });
    expect(alike).toMatchObject(embeddedQueues);
    const numbers = Object.fromEntries(site.queues.map(({ name, number }) => [name, number]));
    const choices = queueMenu.choices.map(({ key, label, queue }) => ({
      key,
      label,
      to: numbers[queue],
    }));
    expect(site.menus).toMatchObject([{ number: queueMenu.number, choices }]);
  });

  test("the same services", () => {
    const dialplan = readConf("extensions-services.conf");
    for (const { number } of services) expect(dialplan).toContain(`exten => ${number},1,`);
    for (const key of menuEndKeys) expect(dialplan).toContain(`exten => ${key},1,`);
    expect(readConf("extensions-calls.conf")).toContain("exten => _9[4-6]XX,1,");
    expect(planFor("9486")).toEqual({ kind: "refuse", status: 486 });
  });
});

test("every file that is included is there", () => {
  const target = mkdtempSync(join(tmpdir(), "hamsa-asterisk-"));
  onTestFinished(() => rmSync(target, { recursive: true }));
  writeAsteriskFolder(target, readSiteFile(), options);
  const etc = join(target, "etc");
  const included = readdirSync(etc)
    .filter((name) => name.endsWith(".conf"))
    .flatMap((name) => readFileSync(join(etc, name), "utf8").split("\n"))
    .flatMap((line) => /^#include (\S+)$/.exec(line)?.[1] ?? []);
  expect(included.length).toBeGreaterThan(10);
  for (const name of included) expect([name, existsSync(join(etc, name))]).toEqual([name, true]);
  expect(readdirSync(join(target, "moh"))).toEqual(["two-tones.wav"]);
  expect(readdirSync(join(target, "sounds"))).toContain("fi-menu-welcome.ulaw");
  expect(readdirSync(join(target, "sounds/ar")).toSorted()).toEqual([
    "queue-more.ulaw",
    "queue-next.ulaw",
    "queue-offer.ulaw",
    "queue-position.ulaw",
  ]);
  expect(existsSync(join(target, "data"))).toBe(false);
});

test("numbers are said in our languages too, beside all that came with Asterisk", () => {
  const root = mkdtempSync(join(tmpdir(), "hamsa-root-"));
  const target = mkdtempSync(join(tmpdir(), "hamsa-asterisk-"));
  onTestFinished(() => [root, target].forEach((folder) => rmSync(folder, { recursive: true })));
  for (const name of ["documentation", "sounds/en", "sounds/fi"]) {
    mkdirSync(join(root, "usr/share/asterisk", name), { recursive: true });
  }
  writeAsteriskFolder(target, readSiteFile(), { ...options, root });
  const conf = readFileSync(join(target, "etc/asterisk.conf"), "utf8");
  expect(conf).toContain(`astdatadir = ${options.folder}/data`);
  const numbers = Array.from({ length: 9 }, (_, at) => `${at + 2}.ulaw`).toSorted();
  for (const language of ["ar", "fi"]) {
    const said = readdirSync(join(target, "data/sounds", language, "digits"));
    expect(said.toSorted()).toEqual(numbers);
  }
  expect(readlinkSync(join(target, "data/documentation"))).toBe(
    "/usr/share/asterisk/documentation",
  );
  expect(readlinkSync(join(target, "data/sounds/en"))).toBe("/usr/share/asterisk/sounds/en");
});

test("a mistake leaves no file behind", () => {
  const target = mkdtempSync(join(tmpdir(), "hamsa-asterisk-"));
  onTestFinished(() => rmSync(target, { recursive: true }));
  expect(() => writeAsteriskFolder(target, siteWith({ role: "boss" }), options)).toThrow("role");
  expect(readdirSync(target)).toEqual([]);
});

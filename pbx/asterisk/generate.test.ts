import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { describe, expect, onTestFinished, test } from "vitest";

import { menuEndKeys, planFor, services, users } from "../embedded/numbers";
import { configurationFiles, readSiteFile, writeAsteriskFolder } from "./generate.mjs";
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
        "[1006](agent)",
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
    ["queue-allowed", "1006_support,1,NoOp()"],
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
    [{ role: "boss" }, "users[5].role: must be one of agent, supervisor"],
    [{ pin: "12" }, "users[5].pin: must be 4 to 10 digits"],
    [{ voicemail: "yes" }, "users[5].voicemail: must be one of true, false"],
    [{ queues: "support" }, "users[5].queues: must be a list"],
    [{ queues: ["sales"] }, 'users[5].queues: there is no queue "sales"'],
    [{ listensTo: "all" }, "users[5].listensTo: is for supervisors only"],
    [{ role: "supervisor", listensTo: ["1009"] }, 'there is no extension "1009"'],
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
    [{ wrapUpSeconds: "5" }, "queues[0].wrapUpSeconds"],
  ])("%j", (queue, sentence) => {
    const site = readSiteFile();
    const queues = [{ ...site.queues[0], ...queue }];
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
    [{ numbers: [{ number: "+358912340001", to: "1009" }] }, 'no user and no queue "1009"'],
    [{ numbers: [{ number: "1);Hangup", to: "1001" }] }, "outside.numbers[0].number: must be 3"],
    [{ emergency: ["+112"] }, "outside.emergency[0]: must be 2 to 6 digits"],
    [{ emergency: "112" }, "outside.emergency: must be a list"],
  ])("%j", (outside, sentence) => {
    const site = readSiteFile();
    expect(() => generate({ ...site, outside: { ...site.outside, ...outside } })).toThrow(sentence);
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
    expect(readConf("extensions-outside.conf")).toMatch(
      /\[reached\]\ninclude => users\ninclude => queues\n$/,
    );
  });
});

describe("alike with the embedded switch", () => {
  test("the same people", () => {
    const people = readSiteFile().users.map(({ extension, name, password, role }) => ({
      extension,
      name,
      password,
      role,
    }));
    expect(people).toEqual(users);
  });

  test("the same services", () => {
    const dialplan = readConf("extensions-services.conf");
    for (const { number } of services) expect(dialplan).toContain(`exten => ${number},1,`);
    for (const key of menuEndKeys) expect(dialplan).toContain(`exten => ${key},1,`);
    expect(readConf("extensions-calls.conf")).toContain("exten => _9[4-6]XX,1,");
    expect(planFor("9486")).toEqual({ kind: "refuse", status: 486 });
  });
});

test("many people are spread over several lists", () => {
  const site = readSiteFile();
  const extensions = Array.from({ length: 100 }, (_, at) => String(2001 + at));
  const more = extensions.map((extension) => ({ ...sami, extension }));
  const lines = linesOf(
    generate({ ...site, users: [...site.users, ...more] })["generated/pjsip.conf"],
  );
  expect(lines).toContain("[team-presence]");
  expect(lines).toContain("[team-presence-2]");
  expect(lines.filter((line) => line.startsWith("list_item = "))).toHaveLength(106);
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
  expect(readdirSync(join(target, "sounds"))).toContain("menu-welcome.ulaw");
});

test("a mistake leaves no file behind", () => {
  const target = mkdtempSync(join(tmpdir(), "hamsa-asterisk-"));
  onTestFinished(() => rmSync(target, { recursive: true }));
  expect(() => writeAsteriskFolder(target, siteWith({ role: "boss" }), options)).toThrow("role");
  expect(readdirSync(target)).toEqual([]);
});

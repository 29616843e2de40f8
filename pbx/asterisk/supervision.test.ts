import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterAll, describe, expect, test } from "vitest";

import { configurationFiles, readSiteFile } from "./generate.mjs";
import type { SiteUser } from "./site.mjs";

const sami: SiteUser = {
  extension: "1006",
  name: "Sami Niemi",
  role: "agent",
  password: "pw1006",
  pin: "2222",
  voicemail: true,
  queues: ["support"],
};

function generate(site: unknown): Record<string, string> {
  const ports = { httpPort: 8088, rtpStart: 24_000, rtpEnd: 24_999 };
  return configurationFiles(site, { folder: "/hamsa", host: "127.0.0.1", ...ports });
}

const linesOf = (text = "") => text.split("\n").map((line) => line.trim());

describe("supervision", () => {
  const people: readonly Partial<SiteUser>[] = [
    { extension: "2001", role: "supervisor", listensTo: ["1001", "1005"] },
    { extension: "2002", role: "supervisor" },
    { extension: "2003", role: "administrator" },
    { extension: "2004", role: "administrator", listensTo: ["1001"] },
  ];
  const site = readSiteFile();
  const team = { ...site, users: [...site.users, ...people.map((each) => ({ ...sami, ...each }))] };
  const lines = linesOf(generate(team)["generated/extensions.conf"]);

  test("everybody is over whom site.json says, administrators over all without a word", () => {
    expect(lines).toEqual(
      expect.arrayContaining([
        "ROLE_1001 = agent",
        "OVER_1001 =",
        "ROLE_1005 = supervisor",
        "OVER_1005 = all",
        "OVER_2001 = 1001-1005",
        "OVER_2002 =",
        "ROLE_2003 = administrator",
        "OVER_2003 = all",
        "OVER_2004 = 1001",
      ]),
    );
  });

  test("who is over an agent is known by the agent, and nobody is over themselves", () => {
    expect(lines).toEqual(
      expect.arrayContaining([
        "SUPERVISORS_1001 = 1005-2001-2003-2004",
        "SUPERVISORS_1002 = 1005-2003",
        "SUPERVISORS_1005 = 2001-2003",
        "SUPERVISORS_2003 = 1005",
      ]),
    );
    const right = (supervisor: string, agent: string) =>
      lines.includes(`exten => ${supervisor}_${agent},1,NoOp()`);
    expect(right("2001", "1001")).toBe(true);
    expect(right("2001", "1002")).toBe(false);
    expect(right("2002", "1001")).toBe(false);
    expect(right("2003", "1005")).toBe(true);
    expect(right("2003", "2003")).toBe(false);
    expect(right("1001", "1002")).toBe(false);
  });

  test.each([
    [undefined, "whispered", 1],
    [{}, "whispered", 1],
    [{ tell: "never" }, "never", 1],
    [{ tell: "always", journal: false }, "always", 0],
  ])("%j is a policy", (supervision, tell, journal) => {
    const { supervision: _, ...rest } = readSiteFile();
    const told = generate(supervision === undefined ? rest : { ...rest, supervision });
    expect(linesOf(told["generated/extensions.conf"])).toEqual(
      expect.arrayContaining([
        `SUPERVISION_TELL = ${tell}`,
        `SUPERVISION_JOURNAL = ${journal}`,
        "AUDIT_LOG = /hamsa/log/audit.log",
        "AUDIT_READER = /hamsa/etc/read-audit.awk",
      ]),
    );
  });

  test("the floor is told in lists of 60, in the order of the site", () => {
    const extensions = Array.from({ length: 120 }, (_, at) => String(2001 + at));
    const more = extensions.map((extension) => ({ ...sami, extension }));
    const written = linesOf(
      generate({ ...site, users: [...site.users, ...more] })["generated/pjsip.conf"],
    );
    const listOf = (name: string) => {
      const from = written.indexOf(`[${name}]`);
      return from === -1 ? null : written.slice(from + 1, written.indexOf("", from));
    };
    const itemsOf = (name: string) => listOf(name)?.filter((line) => line.startsWith("list_item"));
    expect(listOf("floor-1")).toEqual(
      expect.arrayContaining([
        "type = resource_list",
        "event = presence",
        "full_state = no",
        "notification_batch_interval = 100",
      ]),
    );
    expect(itemsOf("floor-1")).toHaveLength(60);
    expect(itemsOf("floor-1")?.at(0)).toBe("list_item = 1001");
    expect(itemsOf("floor-1")?.at(5)).toBe("list_item = 2001");
    expect(itemsOf("floor-2")?.at(0)).toBe("list_item = 2056");
    expect(itemsOf("floor-3")).toHaveLength(5);
    expect(listOf("floor-4")).toBeNull();
  });
});

describe("the audit", () => {
  const reader = fileURLToPath(new URL("./conf/read-audit.awk", import.meta.url));
  const written = Array.from(
    { length: 120 },
    (_, at) => `${1_790_000_000 + at} 1005 ${at % 2 === 0 ? "1001" : "1002"} cue ${at} -`,
  );
  const target = mkdtempSync(join(tmpdir(), "hamsa-audit-"));
  const log = join(target, "audit.log");
  writeFileSync(log, `${written.join("\n")}\n`);
  afterAll(() => rmSync(target, { recursive: true }));
  const read = (over: string, page: number, file = log) => {
    const args = ["-v", `over=${over}`, "-v", `page=${page}`, "-f", reader];
    return spawnSync("awk", [...args, file], { encoding: "utf8" })
      .stdout.trimEnd()
      .split("\n");
  };

  test("comes newest first, 50 a page, with the number of all before it", () => {
    const newestFirst = written.toReversed();
    expect(read("all", 0)).toEqual(["120", ...newestFirst.slice(0, 50)]);
    expect(read("all", 1)).toEqual(["120", ...newestFirst.slice(50, 100)]);
    expect(read("all", 2)).toEqual(["120", ...newestFirst.slice(100)]);
    expect(read("all", 3)).toEqual(["120"]);
  });

  test("has only what was done to those whom the reader may know of", () => {
    const [count, ...lines] = read("1002-1005", 0);
    expect(count).toBe("60");
    expect(lines).toEqual(
      written
        .filter((line) => line.includes(" 1002 "))
        .toReversed()
        .slice(0, 50),
    );
    expect(read("100", 0)).toEqual(["0"]);
    expect(read("-1001", 1)).toHaveLength(11);
  });
});

import { describe, expect, test } from "vitest";

import { createAudit } from "./audit";
import { createHearers } from "./hearers";
import type { TellAgents } from "./rights";

type Step = "monitor" | "whisper" | "barge" | "end";

function listen(tellAgents: TellAgents) {
  const told: string[] = [];
  const audit = createAudit();
  const hearers = createHearers({
    tellAgents,
    audit,
    tell: (extension, line) => void told.push(`${extension} ${line.replace(/ \d{10}/, "")}`),
  });
  const acts = () => {
    const { lines } = audit.read(() => true, 0);
    return lines.map((line) => line.split(" ")[4]).toReversed();
  };
  return { hearers, told, acts, audit };
}

/** As a client does it: announced, and then so. */
function walk(tellAgents: TellAgents, steps: readonly Step[]) {
  const { hearers, told, acts } = listen(tellAgents);
  for (const step of steps) {
    hearers.announce("1005", "1001", step, null);
    hearers.happened("1005", "1001", step);
  }
  return { told: told.map((line) => line.replace("1001 heard 1005 ", "")), acts: acts() };
}

describe("what an agent is told of who listens", () => {
  const quiet: readonly Step[] = ["monitor", "end"];
  const loud: readonly Step[] = ["monitor", "whisper", "monitor", "barge", "whisper", "end"];
  test.each<[TellAgents, readonly Step[], readonly string[]]>([
    ["always", quiet, quiet],
    ["always", loud, loud],
    ["whispered", quiet, []],
    ["whispered", loud, ["whisper", "barge", "whisper", "end"]],
    ["afterwards", quiet, ["after monitor"]],
    ["afterwards", loud, ["after barge"]],
    ["never", quiet, []],
    ["never", loud, []],
  ])("%s: %j", (policy, steps, expected) => {
    const { told, acts } = walk(policy, steps);
    expect(told).toEqual(expected);
    expect(acts).toEqual(steps);
  });

  test("once, whether it was announced or not", () => {
    const { hearers, told, acts } = listen("always");
    hearers.happened("1005", "1001", "monitor");
    hearers.announce("1005", "1001", "monitor", null);
    hearers.happened("1005", "1001", "whisper");
    hearers.announce("1005", "1001", "end", null);
    hearers.happened("1005", "1001", "end");
    hearers.announce("1005", "1001", "end", null);
    expect(acts()).toEqual(["monitor", "whisper", "end"]);
    expect(told).toHaveLength(3);
  });

  test("an announcement that nothing has come of does not hide the next one", () => {
    const { hearers, acts } = listen("always");
    hearers.announce("1005", "1001", "monitor", null);
    hearers.announce("1005", "1001", "monitor", null);
    expect(acts()).toEqual(["monitor", "monitor"]);
  });

  test("a word that goes with it is kept, and supervisors are told apart", () => {
    const { hearers, audit, told } = listen("whispered");
    hearers.happened("1005", "1001", "monitor");
    hearers.announce("1005", "1001", "monitor", "new%20here");
    hearers.announce("1004", "1001", "whisper", null);
    hearers.happened("1005", "1001", "end");
    expect(audit.read(() => true, 0).lines.map((line) => line.replace(/ \d{10}/, ""))).toEqual([
      "audit 1005 1001 end - -",
      "audit 1004 1001 whisper - -",
      "audit 1005 1001 monitor - new%20here",
      "audit 1005 1001 monitor - -",
    ]);
    expect(told).toEqual(["1001 heard 1004 whisper"]);
  });
});

test("the audit has pages, newest first, and an end", () => {
  const { audit } = listen("never");
  for (let at = 0; at < 2_100; at++) {
    const agent = at % 2 === 0 ? "1001" : "1002";
    audit.write({ supervisor: "1005", agent, act: "pause", detail: `${at}`, text: null });
  }
  const detailOf = (line: string | undefined) => line?.split(" ")[5];
  const all = audit.read(() => true, 0);
  expect([all.count, all.lines.length, detailOf(all.lines[0])]).toEqual([2_000, 50, "2099"]);
  const own = audit.read(({ agent }) => agent === "1001", 1);
  expect([own.count, own.lines.length, detailOf(own.lines[0])]).toEqual([1_000, 50, "1998"]);
  expect(audit.read(() => true, 40).lines).toEqual([]);
});

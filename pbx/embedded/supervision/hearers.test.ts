import { describe, expect, test } from "vitest";

import { createAudit } from "./audit";
import { createHearers } from "./hearers";
import type { TellAgents } from "./rights";

type Mode = "monitor" | "whisper" | "barge";

function listen(tellAgents: TellAgents) {
  const told: string[] = [];
  const audit = createAudit();
  const hearers = createHearers({
    tellAgents,
    audit,
    tell: (extension, line) => void told.push(`${extension} ${line.replace(/ \d{10}/, "")}`),
  });
  const lines = () =>
    audit
      .read(() => true, 0)
      .lines.map((line) => line.replace(/audit \d{10} /, ""))
      .toReversed();
  return { hearers, told, lines, audit };
}

describe("what an agent is told of who listens", () => {
  const quiet: readonly Mode[] = ["monitor"];
  const loud: readonly Mode[] = ["monitor", "whisper", "monitor", "barge", "whisper"];
  test.each<[TellAgents, readonly Mode[], readonly string[]]>([
    ["always", quiet, ["monitor", "end"]],
    ["always", loud, [...loud, "end"]],
    ["whispered", quiet, []],
    ["whispered", loud, ["whisper", "end", "barge", "whisper", "end"]],
    ["whispered", [...loud, "monitor"], ["whisper", "end", "barge", "whisper", "end"]],
    ["afterwards", quiet, ["after monitor"]],
    ["afterwards", loud, ["after barge"]],
    ["never", quiet, []],
    ["never", loud, []],
  ])("%s: %j", (policy, modes, expected) => {
    const { hearers, told, lines } = listen(policy);
    for (const mode of modes) hearers.listens("1005", "1001", mode, null);
    hearers.ended("1005", "1001");
    expect(told).toEqual(expected.map((words) => `1001 heard 1005 ${words}`));
    const widest = modes.includes("barge") ? "barge" : "monitor";
    expect(lines()).toEqual([
      ...modes.map((mode) => `1005 1001 ${mode} - -`),
      `1005 1001 end ${widest} -`,
    ]);
  });

  test("once, whether it was announced or not", () => {
    const { hearers, told, lines } = listen("always");
    hearers.listens("1005", "1001", "monitor", null);
    hearers.listens("1005", "1001", "whisper", "new%20here");
    hearers.listens("1005", "1001", "whisper", null);
    hearers.ended("1005", "1001");
    hearers.ended("1005", "1001");
    expect(told).toHaveLength(3);
    expect(lines()).toEqual([
      "1005 1001 monitor - -",
      "1005 1001 whisper - new%20here",
      "1005 1001 end whisper -",
    ]);
  });

  test("of each supervisor for itself, and anew with each call", () => {
    const { hearers, told } = listen("whispered");
    hearers.listens("1005", "1001", "whisper", null);
    hearers.listens("1004", "1001", "monitor", null);
    hearers.ended("1004", "1001");
    expect([hearers.isListening("1004", "1001"), hearers.isListening("1005", "1001")]).toEqual([
      false,
      true,
    ]);
    hearers.ended("1005", "1001");
    hearers.listens("1005", "1001", "monitor", null);
    hearers.ended("1005", "1001");
    expect(told).toEqual(["1001 heard 1005 whisper", "1001 heard 1005 end"]);
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

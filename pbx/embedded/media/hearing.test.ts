import { describe, expect, test } from "vitest";

import { hearing, type Seat, type SpyMode, spyModes } from "./hearing";

type State = "talks" | "holds" | "waits" | "isParked";

const seat = (id: string, state: State = "talks"): Seat => ({
  id,
  spying: null,
  holding: state === "holds",
  alone: state === "waits" ? "ringback" : state === "isParked" ? "holdMusic" : "silence",
});

/** A supervisor who listens to a's call. */
const spy = (id: string, mode: SpyMode, state: State = "talks"): Seat => ({
  ...seat(id, state),
  spying: { agent: "a", mode },
});

/** "nothing" is no packet at all, "silence" is packets of silence. */
function heardBy(listener: Seat, room: readonly Seat[]): string {
  const sounds = hearing(listener, room);
  if (sounds === null) return "nothing";
  if (sounds.length === 0) return "silence";
  return sounds.map((sound) => (sound.kind === "voice" ? sound.of : sound.kind)).join(" ");
}

describe("who hears whom", () => {
  test.each<[string, Seat[], Record<string, string>]>([
    ["two talk", [seat("a"), seat("b")], { a: "b", b: "a" }],
    ["one holds", [seat("a", "holds"), seat("b")], { a: "nothing", b: "holdMusic" }],
    ["both hold", [seat("a", "holds"), seat("b", "holds")], { a: "nothing", b: "nothing" }],
    ["alone", [seat("a")], { a: "silence" }],
    ["alone while the next one rings", [seat("a", "waits")], { a: "ringback" }],
    [
      "who waits hears the next one as soon as there is one",
      [seat("a", "waits"), seat("b")],
      { a: "b", b: "a" },
    ],
    ["who holds and waits", [{ ...seat("a", "waits"), holding: true }], { a: "nothing" }],
    ["parked", [seat("a", "isParked")], { a: "holdMusic" }],
    ["who holds and is parked", [{ ...seat("a", "isParked"), holding: true }], { a: "nothing" }],
    ["who was parked hears who comes", [seat("a", "isParked"), seat("b")], { a: "b", b: "a" }],
    ["three talk", [seat("a"), seat("b"), seat("c")], { a: "b c", b: "a c", c: "a b" }],
    [
      "one of three holds",
      [seat("a"), seat("b", "holds"), seat("c")],
      { a: "c", b: "nothing", c: "a" },
    ],
    [
      "two of three hold",
      [seat("a"), seat("b", "holds"), seat("c", "holds")],
      { a: "holdMusic", b: "nothing", c: "nothing" },
    ],
    [
      "two of four hold: the others go on talking, without music",
      [seat("a"), seat("b"), seat("c", "holds"), seat("d", "holds")],
      { a: "b", b: "a", c: "nothing", d: "nothing" },
    ],
  ])("%s", (_name, room, expected) => {
    const heard = Object.fromEntries(
      room.map((listener) => [listener.id, heardBy(listener, room)]),
    );
    expect(heard).toEqual(expected);
  });
});

function heardIn(room: readonly Seat[]): Record<string, string> {
  return Object.fromEntries(room.map((listener) => [listener.id, heardBy(listener, room)]));
}

describe("who hears a supervisor on the call of a", () => {
  test.each<[string, Seat[], Record<string, string>]>([
    ["monitor", [seat("a"), seat("b"), spy("s", "monitor")], { a: "b", b: "a", s: "a b" }],
    ["whisper", [seat("a"), seat("b"), spy("s", "whisper")], { a: "b s", b: "a", s: "a b" }],
    ["barge", [seat("a"), seat("b"), spy("s", "barge")], { a: "b s", b: "a s", s: "a b" }],
    [
      "monitor while the agent holds",
      [seat("a", "holds"), seat("b"), spy("s", "monitor")],
      { a: "nothing", b: "holdMusic", s: "b" },
    ],
    [
      "whisper while the agent holds",
      [seat("a", "holds"), seat("b"), spy("s", "whisper")],
      { a: "nothing", b: "holdMusic", s: "b" },
    ],
    [
      "barge while the agent holds: the music goes on",
      [seat("a", "holds"), seat("b"), spy("s", "barge")],
      { a: "nothing", b: "holdMusic s", s: "b" },
    ],
    [
      "whisper while the other one holds",
      [seat("a"), seat("b", "holds"), spy("s", "whisper")],
      { a: "holdMusic s", b: "nothing", s: "a" },
    ],
    [
      "all hold",
      [seat("a", "holds"), seat("b", "holds"), spy("s", "barge")],
      { a: "nothing", b: "nothing", s: "silence" },
    ],
    [
      "a supervisor who holds is heard by nobody and hears nothing",
      [seat("a"), seat("b"), spy("s", "barge", "holds")],
      { a: "b", b: "a", s: "nothing" },
    ],
    ["an agent who is alone", [seat("a"), spy("s", "whisper")], { a: "s", s: "a" }],
    [
      "an agent whose next partner rings",
      [seat("a", "waits"), spy("s", "monitor")],
      { a: "ringback", s: "a" },
    ],
    [
      "two who whisper do not hear each other",
      [seat("a"), seat("b"), spy("s", "whisper"), spy("t", "whisper")],
      { a: "b s t", b: "a", s: "a b", t: "a b" },
    ],
    [
      "one barges and one listens",
      [spy("s", "barge"), seat("a"), spy("t", "monitor"), seat("b")],
      { a: "b s", b: "a s", s: "a b", t: "a b" },
    ],
    [
      "a conference: only the agent hears the whisper",
      [seat("a"), seat("b"), seat("c"), spy("s", "whisper")],
      { a: "b c s", b: "a c", c: "a b", s: "a b c" },
    ],
  ])("%s", (_name, room, expected) => {
    expect(heardIn(room)).toEqual(expected);
  });

  test("what the parties hear of each other is the same whoever listens", () => {
    const states: readonly State[] = ["talks", "holds", "waits", "isParked"];
    const strip = (sounds: string) =>
      sounds
        .split(" ")
        .filter((sound) => sound !== "s" && sound !== "t")
        .join(" ") || "silence";
    for (const a of states) {
      for (const b of states) {
        for (const mode of spyModes) {
          const parties = [seat("a", a), seat("b", b)];
          const {
            s: _s,
            t: _t,
            ...heard
          } = heardIn([...parties, spy("s", mode), spy("t", "barge", "holds")]);
          const stripped = Object.entries(heard).map(([id, sounds]) => [id, strip(sounds)]);
          expect(Object.fromEntries(stripped)).toEqual(heardIn(parties));
        }
      }
    }
  });
});

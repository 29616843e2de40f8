import { describe, expect, test } from "vitest";

import { hearing, type Seat } from "./hearing";

type State = "talks" | "holds" | "waits" | "isParked";

const seat = (id: string, state: State = "talks"): Seat => ({
  id,
  spying: null,
  holding: state === "holds",
  alone: state === "waits" ? "ringback" : state === "isParked" ? "holdMusic" : "silence",
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

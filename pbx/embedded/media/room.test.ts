import { describe, expect, test } from "vitest";

import { createSeat, type OwnSeat } from "../legs/seat";
import { decodeMuLaw, encodeMuLaw } from "./g711";
import type { AudioLeg, Frame } from "./leg";
import { createRoom, type Room } from "./room";
import { createHoldMusic, createRingback, createTone, holdMusicHz, ringbackHz } from "./sounds";

// The hearing matrix by ear: every party speaks its own tone, through mu-law as on the wire, and what
// each is sent is measured. A tone is there above -45 dB; spurs of G.711 reach -60 dB.

const toneOf: Readonly<Record<string, number>> = { a: 437, b: 611, c: 1_177 };
const presentDb = -45;

interface Party {
  seat: OwnSeat;
  frames: number;
}

function createParty(id: string): Party {
  const tone = createTone(toneOf[id] ?? 0);
  const party = { frames: 0 };
  const audio: AudioLeg = {
    pull: (): Frame => decodeMuLaw(encodeMuLaw(tone.next())),
    push() {
      party.frames += 1;
    },
    sendDigit: () => undefined,
    close: () => undefined,
  };
  return Object.assign(party, { seat: createSeat(id, audio) });
}

function gather(...ids: string[]): { room: Room; parties: Record<string, Party> } {
  const room = createRoom({ holdMusic: createHoldMusic(), ringback: createRingback() });
  const parties = Object.fromEntries(ids.map((id) => [id, createParty(id)]));
  for (const party of Object.values(parties)) room.enter(party.seat);
  return { room, parties };
}

/** 400 ms pass; then who hears what. */
function listen(room: Room, parties: Record<string, Party>): Record<string, string> {
  for (let frame = 0; frame < 20; frame++) room.beat();
  const names = [...Object.keys(toneOf), "music", "ringback"];
  const frequencies = [...Object.values(toneOf), holdMusicHz[0], ringbackHz];
  return Object.fromEntries(
    Object.entries(parties).map(([id, { seat }]) => {
      const levels = seat.heard.levels(frequencies);
      return [id, names.filter((_, i) => (levels[i] ?? -120) > presentDb).join(" ")];
    }),
  );
}

describe("what is really sent", () => {
  test("two talk, hold, both hold, resume", () => {
    const { room, parties } = gather("a", "b");
    const { a, b } = parties;
    expect(listen(room, parties)).toEqual({ a: "b", b: "a" });
    a!.seat.holding = true;
    expect(listen(room, parties)).toEqual({ a: "", b: "music" });
    b!.seat.holding = true;
    expect(listen(room, parties)).toEqual({ a: "", b: "" });
    a!.seat.holding = false;
    expect(listen(room, parties)).toEqual({ a: "music", b: "" });
    b!.seat.holding = false;
    expect(listen(room, parties)).toEqual({ a: "b", b: "a" });
  });

  test("who holds is sent no frame at all", () => {
    const { room, parties } = gather("a", "b");
    parties["a"]!.seat.holding = true;
    for (let frame = 0; frame < 10; frame++) room.beat();
    expect([parties["a"]!.frames, parties["b"]!.frames]).toEqual([0, 10]);
  });

  test("one waits for the next, who then comes", () => {
    const { room, parties } = gather("a");
    parties["a"]!.seat.alone = "ringback";
    expect(listen(room, parties)).toEqual({ a: "ringback" });
    parties["b"] = createParty("b");
    room.enter(parties["b"].seat);
    expect(listen(room, parties)).toEqual({ a: "b", b: "a" });
    room.leave(parties["b"].seat);
    parties["a"]!.seat.alone = "silence";
    expect(listen(room, { a: parties["a"]! })).toEqual({ a: "" });
  });

  test("three hear the other two and never themselves", () => {
    const { room, parties } = gather("a", "b", "c");
    expect(listen(room, parties)).toEqual({ a: "b c", b: "a c", c: "a b" });
    parties["b"]!.seat.holding = true;
    expect(listen(room, parties)).toEqual({ a: "c", b: "", c: "a" });
  });

  test("what each says is measured whether it is heard or not", () => {
    const { room, parties } = gather("a", "b");
    parties["a"]!.seat.holding = true;
    listen(room, parties);
    const [own] = parties["a"]!.seat.said.levels([437]);
    expect(own).toBeGreaterThan(-20);
  });

  test("many loud voices are clipped, not wrapped around", () => {
    const room = createRoom({ holdMusic: createHoldMusic(), ringback: createRingback() });
    let highest = 0;
    const loud = (): AudioLeg => ({
      pull: () => new Int16Array(160).fill(30_000),
      push(frame) {
        highest = Math.max(highest, ...frame);
        expect(Math.min(...frame)).toBeGreaterThan(0);
      },
      sendDigit: () => undefined,
      close: () => undefined,
    });
    for (const id of ["a", "b", "c"]) room.enter(createSeat(id, loud()));
    room.beat();
    expect(highest).toBe(32_767);
  });
});

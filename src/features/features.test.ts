import { expect, test } from "vitest";

import type { Call, CallId, TalkingCall } from "@/phone/calls/call";
import { directOrigin } from "@/phone/calls/origin";
import type { Finding, FindingKind } from "@/phone/media/quality/call-quality";

import { readHeardThere, readStateKey } from "./calls/call-state";
import { chooseTrouble } from "./calls/sound-help";
import { levelToPercent } from "./shared/microphone-level";

const base = {
  id: "a" as CallId,
  direction: "out",
  party: { number: "1", display: null, contact: null, formatted: null, country: null },
  origin: directOrigin,
  purpose: { kind: "conversation" },
  shownNumber: null,
  startedAt: 0,
  link: { state: "up" },
  room: null,
  problem: null,
} as const;

const talking: TalkingCall = {
  ...base,
  phase: "talking",
  answeredAt: 0,
  held: false,
  muted: false,
  wish: { held: false, muted: false },
  heldThere: false,
  heldSince: null,
  heldMs: 0,
  transfer: null,
};

const wish = (held: boolean, muted = false) => ({ held, muted });

test.each([
  [{ ...base, phase: "ringing", answersItself: false, heard: false }, "incoming"],
  [{ ...base, phase: "dialing", progress: "sent" }, "dialing"],
  [{ ...base, phase: "dialing", progress: "ringing" }, "ringingThere"],
  [{ ...base, phase: "dialing", progress: "earlyMedia" }, "earlyMedia"],
  [
    {
      ...base,
      phase: "dialing",
      progress: "ringing",
      purpose: { kind: "conference", room: "1", members: [] },
    },
    "conferenceStarting",
  ],
  [{ ...base, phase: "connecting" }, "connecting"],
  [talking, "talking"],
  [{ ...talking, heldThere: true }, "heldThere"],
  [{ ...talking, wish: wish(true) }, "holdPending"],
  [{ ...talking, held: true, wish: wish(true) }, "held"],
  [{ ...talking, held: true, wish: wish(false) }, "resumePending"],
] as const)("%j reads as %s", (call, key) => {
  expect(readStateKey(call as Exclude<Call, { phase: "ended" }>)).toBe(key);
});

test.each([
  [talking, "hearsYou", true],
  [talking, "hearsNothing", false],
  [{ ...talking, muted: true, wish: wish(false, true) }, "hearsNothing", true],
  [{ ...talking, wish: wish(true) }, "hearsNothing", true],
  [{ ...talking, held: true, wish: wish(true) }, "hearsMusic", false],
  [{ ...talking, held: true, muted: true, wish: wish(true, true) }, "hearsMusic", true],
  [
    {
      ...talking,
      held: true,
      wish: wish(true),
      purpose: { kind: "conference", room: "1", members: [] },
    },
    "hearOthers",
    true,
  ],
] as const)("%j: the other side %s, the microphone live: %s", (call, heard, isMicrophoneLive) => {
  expect(readHeardThere(call, isMicrophoneLive)).toBe(heard);
});

const found = (...kinds: readonly FindingKind[]): readonly Finding[] =>
  kinds.map((kind) => ({ kind, since: 0 }));

test("of all that is wrong with the sound of a call only what matters most is told", () => {
  expect(chooseTrouble([])).toBeNull();
  expect(chooseTrouble(found("relayInUse"))).toBeNull();
  expect(chooseTrouble(found("highJitter", "microphoneSilent", "highLoss"))).toBe(
    "microphoneSilent",
  );
});

test.each([
  [0, 0],
  [0.001, 0],
  [0.03, 59],
  [0.32, 100],
  [1, 100],
])("a level of %f fills %i percent of the bar", (level, percent) => {
  expect(levelToPercent(level)).toBe(percent);
});

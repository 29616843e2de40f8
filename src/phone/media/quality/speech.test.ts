import { expect, test } from "vitest";

import { hear, type Hearing, isSpeaking, nothingHeard } from "./speech";

const lookMs = 83;

/** When it was first taken for speech, in milliseconds from the beginning; `null`: never. */
function spokenAt(levelAt: (ms: number) => number, forMs: number, from = nothingHeard) {
  let hearing: Hearing = from;
  for (let ms = 0; ms < forMs; ms += lookMs) {
    hearing = hear(hearing, levelAt(ms), ms);
    if (hearing.spokeAt !== null) return hearing.spokeAt;
  }
  return null;
}

const room = 0.0006;
/** Syllables with gaps between them. */
const speech = (ms: number): number => (ms % 400 < 300 ? 0.06 : room);

test("a second of speech is enough, and less is not", () => {
  const at = spokenAt(speech, 10_000);
  expect(at).toBeGreaterThan(700);
  expect(at).toBeLessThan(1_300);
});

test("a soft voice in a quiet room is heard too", () => {
  const soft = (ms: number) => (ms < 3_000 ? room : speech(ms) / 8);
  const at = spokenAt(soft, 10_000);
  expect(at).toBeGreaterThan(3_700);
  expect(at).toBeLessThan(4_400);
});

test("a steady tone as loud as a voice counts", () => {
  expect(spokenAt(() => 0.12, 5_000)).toBeLessThan(1_300);
});

test.each<[string, (ms: number) => number]>([
  ["a fan", () => 0.01],
  ["a fan that comes up and goes", (ms) => (ms % 20_000 < 10_000 ? 0.009 : 0.002)],
  ["a quiet room", () => room],
  ["nothing at all", () => 0],
  ["typing", (ms) => (ms % 250 < 84 ? 0.05 : room)],
  ["a door", (ms) => (ms % 5_000 < 250 ? 0.4 : room)],
  ["a cough", (ms) => (ms % 8_000 < 450 ? 0.2 : room)],
  ["colleagues far away", (ms) => (ms % 400 < 300 ? 0.0028 : 0.001)],
])("%s is no speech", (_, levelAt) => {
  expect(spokenAt(levelAt, 120_000)).toBeNull();
});

test("in a loud room a voice is heard over it", () => {
  const loud = (ms: number) => (ms < 10_000 ? 0.008 : Math.max(0.008, speech(ms)));
  const at = spokenAt(loud, 30_000);
  expect(at).toBeGreaterThan(10_700);
  expect(at).toBeLessThan(11_400);
});

test("a pause for breath is no end, four seconds are", () => {
  const spoken = { ...nothingHeard, spokeAt: 1_000 };
  expect(isSpeaking(spoken, 3_000)).toBe(true);
  expect(isSpeaking(spoken, 5_000)).toBe(false);
  expect(isSpeaking(nothingHeard, 5_000)).toBe(false);
});

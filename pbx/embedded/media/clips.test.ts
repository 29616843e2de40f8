import { readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { describe, expect, test } from "vitest";

import { menuClips, phrases } from "../phrases";
import { createClips, createPlayer, readWav } from "./clips";

const directory = fileURLToPath(new URL("../prompts", import.meta.url));
const clips = createClips(directory);

describe("spoken clips", () => {
  test.each(phrases.map(({ id, file }) => [id, file]))("%s takes 3 to 6.5 s", (_id, file) => {
    const seconds = clips.get(file).length / 8_000;
    expect(seconds).toBeGreaterThan(3);
    expect(seconds).toBeLessThan(6.5);
  });

  test("every file is used and they weigh less than 700 kB", () => {
    const { keys, ...rest } = menuClips;
    const used = [
      ...phrases.map(({ file }) => file),
      ...Object.values(rest),
      ...Object.values(keys),
    ];
    expect(readdirSync(directory).toSorted()).toEqual(used.toSorted());
    const bytes = used.reduce((sum, file) => sum + statSync(`${directory}/${file}`).size, 0);
    expect(bytes).toBeLessThan(700_000);
  });

  test("something that is no WAV file is refused", () => {
    expect(() => readWav(Buffer.from("RIFF....WEBP"))).toThrow("not a WAV file");
  });
});

describe("player", () => {
  test("plays one clip after the other, then counts silence", () => {
    const player = createPlayer();
    player.play([new Int16Array(200).fill(1), new Int16Array(160).fill(2)]);
    const firsts = [player.next(), player.next(), player.next(), player.next()].map(
      ([first]) => first,
    );
    expect(firsts).toEqual([1, 1, 2, 0]);
    expect(player.silentFrames()).toBe(1);
    player.play([new Int16Array(160).fill(3)]);
    player.stop();
    expect(player.next()[0]).toBe(0);
  });
});

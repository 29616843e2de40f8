import { readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { describe, expect, test } from "vitest";

import { menuClips, phrases } from "../phrases";
import { positionClips, queueClips } from "../queues/clips";
import { createClips, createPlayer, readWav } from "./clips";

const directory = fileURLToPath(new URL("../prompts", import.meta.url));
const clips = createClips(directory);

describe("spoken clips", () => {
  test.each(phrases.map(({ id, file }) => [id, file]))("%s takes 3 to 6.5 s", (_id, file) => {
    const seconds = clips.get(file).length / 8_000;
    expect(seconds).toBeGreaterThan(3);
    expect(seconds).toBeLessThan(6.5);
  });

  const files = readdirSync(directory).filter((file) => file.endsWith(".wav"));
  /** Of queues, in three languages, for both phone systems. */
  const ofQueues = files.filter((file) => /^(?:en|ar|fi)-(?:queue|number|survey)-/.test(file));
  const languages = ["en", "ar", "fi"];

  test("every file is used and they weigh less than 2.5 MB", () => {
    const { keys, ...rest } = menuClips;
    const ofMenu = [...Object.values(rest), ...Object.values(keys)];
    const used = [
      ...phrases.map(({ file }) => file),
      ...languages.flatMap((language) => ofMenu.map((file) => `${language}-${file}`)),
    ];
    const others = files.filter((file) => !ofQueues.includes(file));
    expect(others.toSorted()).toEqual(used.toSorted());
    const bytes = files.reduce((sum, file) => sum + statSync(`${directory}/${file}`).size, 0);
    expect(bytes).toBeLessThan(2_500_000);
  });

  test("what queues say is there in every language, and can be played", () => {
    const places = Array.from({ length: 11 }, (_, at) => positionClips(at + 1)).flat();
    for (const name of [...Object.values(queueClips), ...places]) {
      for (const language of languages) {
        const file = `${language}-${name}.wav`;
        expect(ofQueues).toContain(file);
        expect(clips.get(file).length).toBeGreaterThan(0);
      }
    }
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

import { expect, test } from "vitest";

import { createMenu } from "./calls/menu";
import { createLanguages } from "./languages";
import { createSilence } from "./media/sounds";
import { positionClips, queueClips } from "./queues/clips";
import { createVoice } from "./queues/voice";

/** Tells which clips are asked for. */
function listen() {
  const asked: string[] = [];
  return {
    asked,
    clips: {
      get(file: string) {
        asked.push(file);
        return new Int16Array(160);
      },
    },
  };
}

test("a user is spoken to in the language of their choice, everybody else in English", () => {
  const languages = createLanguages();
  expect(languages.of("1001")).toBe("en");
  expect(languages.choose("1001", "fi")).toBe("OK");
  expect(languages.of("1001")).toBe("fi");
  expect(languages.of("1002")).toBe("en");
  expect(languages.of(null)).toBe("en");
  for (const word of ["sv", "", "fi ar", "__proto__"]) {
    expect(languages.choose("1001", word)).toBe("UNKNOWN");
  }
  expect(languages.of("1001")).toBe("fi");
  expect(languages.choose("1001", "-")).toBe("OK");
  expect(languages.of("1001")).toBe("en");
});

test("queues and the menu say everything in one language", () => {
  const { asked, clips } = listen();
  const world = {
    clips,
    language: "ar",
    between: createSilence(),
    quiet: () => undefined,
  } as const;
  createVoice(world).say([queueClips.menu, ...positionClips(2)]);
  const menu = createMenu(clips, "fi", () => undefined);
  menu.sendDigit("7");
  expect(asked).toEqual([
    "ar-queue-menu.wav",
    "ar-queue-position.wav",
    "ar-number-2.wav",
    "fi-menu-welcome.wav",
    "fi-menu-you-pressed.wav",
    "fi-menu-key-7.wav",
  ]);
});

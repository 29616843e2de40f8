import { tones } from "./ear";

/** The customer of most stories: she calls Aino and says the third tone. */
export const maria = {
  to: "1001",
  name: "Maria",
  number: "+358401234567",
  voice: { toneHz: tones.third },
} as const;

// What simulated customers and the menu say. The clips are 8 kHz mono mu-law WAV, made with
// espeak-ng 1.51 (voices en-gb, en-us, ar, fi with the variants f2 and f3; 150 to 180 words a minute)
// and sox (trimmed, peak at -4 dB). Only the audio is kept.

export type PhraseId =
  | "en-invoice"
  | "en-delivery"
  | "en-password"
  | "en-thanks"
  | "ar-invoice"
  | "ar-delivery"
  | "ar-appointment"
  | "fi-invoice"
  | "fi-delivery"
  | "fi-connection";

export interface Phrase {
  readonly id: PhraseId;
  readonly language: "en" | "ar" | "fi";
  readonly text: string;
  readonly file: string;
}

function phrase(id: PhraseId, text: string): Phrase {
  return { id, language: id.slice(0, 2) as Phrase["language"], text, file: `${id}.wav` };
}

export const phrases: readonly Phrase[] = [
  phrase("en-invoice", "Hello, my invoice from last month seems wrong. Can you check it?"),
  phrase("en-delivery", "Hi, my parcel should have come yesterday. Where is it now?"),
  phrase("en-password", "Good morning. I cannot sign in, it says my password is not valid."),
  phrase("en-thanks", "Yes, that helps a lot. Thank you very much, goodbye."),
  phrase("ar-invoice", "مرحبا، فاتورتي من الشهر الماضي فيها خطأ، هل يمكنك مراجعتها؟"),
  phrase("ar-delivery", "السلام عليكم، طلبي لم يصل بعد، أين هو الآن؟"),
  phrase("ar-appointment", "صباح الخير، أريد تغيير موعدي إلى الأسبوع القادم من فضلك."),
  phrase("fi-invoice", "Hei, viime kuun laskussani on virhe. Voisitko tarkistaa sen?"),
  phrase("fi-delivery", "Päivää, pakettini piti tulla eilen. Missä se on nyt?"),
  phrase("fi-connection", "Huomenta, nettiyhteyteni katkeilee koko ajan. Mitä voin tehdä?"),
];

/** null: no such phrase, as a stranger may ask for anything. */
export function findPhrase(id: string): Phrase | null {
  return phrases.find((candidate) => candidate.id === id) ?? null;
}

/** "Welcome to Hamsa. Press any key …", "You pressed", one clip per key, "Thank you. Goodbye.": each after a language. */
export const menuClips: {
  readonly welcome: string;
  readonly youPressed: string;
  readonly goodbye: string;
  readonly keys: Readonly<Record<string, string>>;
} = {
  welcome: "menu-welcome.wav",
  youPressed: "menu-you-pressed.wav",
  goodbye: "menu-goodbye.wav",
  keys: {
    ...Object.fromEntries(Array.from({ length: 10 }, (_, key) => [key, `menu-key-${key}.wav`])),
    "*": "menu-key-star.wav",
  },
};

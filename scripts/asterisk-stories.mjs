/** The stories that a phone system has a part in; the words and the development server are told once. */
export const asteriskStories = [
  "attention",
  "calls",
  "check-pbx",
  "conference",
  "devices",
  "hostile",
  "jssip",
  "people",
  "reload",
  "sign-in",
  "team",
  "transfer",
  "trunk",
  "voicemail",
];

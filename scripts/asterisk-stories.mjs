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
  "recovery",
  "reload",
  "sign-in",
  "tabs",
  "team",
  "transfer",
  "trunk",
  "voicemail",
];

/** The stories that a phone system has a part in; the words and the development server are told once. */
export const asteriskStories = [
  "attention",
  "calls",
  "devices",
  "hostile",
  "jssip",
  "people",
  "reload",
  "sign-in",
  "transfer",
];

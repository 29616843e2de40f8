import { callerNumbers, users } from "./numbers";

/** What the phone's `config.json` says of the switch. */
export const clientConfig = {
  server: "/sip",
  dialect: "embedded",
  region: "FI",
  team: users.map(({ extension, name }) => ({ extension, name })),
  callerNumbers,
} as const;

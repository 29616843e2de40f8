import { demoDesk } from "./demo-desk";
import { callerNumbers, users } from "./numbers";

/** What the phone's `config.json` says of the switch, and of the desks of its agents. */
export const clientConfig = {
  server: "/sip",
  dialect: "embedded",
  region: "FI",
  team: users.map(({ extension, name }) => ({ extension, name })),
  callerNumbers,
  ...demoDesk,
} as const;

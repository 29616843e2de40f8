import type { Problem } from "@/phone/errors";

import type { Account } from "./account";

export type ConnectionCommand =
  /** Takes up a stored sign-in, if there is one. */
  | { readonly type: "restore" }
  | {
      readonly type: "signIn";
      readonly account: Account;
      readonly password: string;
      readonly remember: boolean;
    }
  /** `because`: what the next one at this page is told. */
  | { readonly type: "signOut"; readonly because?: Problem }
  /** Try again now instead of waiting. */
  | { readonly type: "retry" }
  /** Something else on the network has died: is the phone system there? */
  | { readonly type: "check" };

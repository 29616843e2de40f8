import { useState } from "react";

import { useConnection, usePhone } from "@/features/shared/phone-context";
import { readAccount } from "@/phone/connection/account";
import { type Problem, toProblem } from "@/phone/errors";

/** What the address of the page may fill in beforehand. It never signs in by itself. */
export interface SignInPrefill {
  readonly server: string | null;
  readonly extension: string | null;
}

export function useSignInForm(prefill: SignInPrefill) {
  const phone = usePhone();
  const configured = phone.config.server;
  const refused = useConnection((state) => (state.phase === "signedOut" ? state.problem : null));
  const isBusy = useConnection((state) => state.phase === "signingIn");
  const [server, setServer] = useState(prefill.server ?? configured ?? "");
  const [extension, setExtension] = useState(prefill.extension ?? "");
  const [password, setPassword] = useState("");
  const [remember, setRemember] = useState(false);
  const [mistake, setMistake] = useState<Problem | null>(null);
  const [isIncomplete, setIncomplete] = useState(false);

  async function submit(): Promise<void> {
    const isMissing = [server, extension, password].some((text) => text.trim() === "");
    setIncomplete(isMissing);
    if (isMissing) return;
    try {
      const { protocol, host } = window.location;
      const form = { server, extension, domain: phone.config.domain };
      const account = readAccount(form, { protocol, host });
      setMistake(null);
      await phone.connection.do({ type: "signIn", account, password, remember });
    } catch (error) {
      const problem = toProblem(error);
      phone.diagnostics.note({
        kind: "connection",
        what: "refusedHere",
        facts: { problem: problem.code },
      });
      setMistake(problem);
    }
  }

  return {
    server: {
      value: server,
      set: setServer,
      isConfigured: configured !== null && prefill.server === null,
    },
    extension: { value: extension, set: setExtension },
    password: { value: password, set: setPassword },
    remember: { value: remember, set: setRemember },
    isIncomplete,
    problem: isIncomplete ? null : (mistake ?? refused),
    isBusy,
    submit,
  };
}

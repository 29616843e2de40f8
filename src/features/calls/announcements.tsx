import { useEffect, useRef, useState } from "react";

import { useCallName } from "@/features/shared/party";
import { usePhone } from "@/features/shared/phone-context";
import { useTranslation } from "@/i18n/use-translation";
import type { Call } from "@/phone/calls/call";

/** What of a call is worth saying aloud; a change of it is said once. */
function readSaying(call: Call): string {
  if (call.phase !== "talking") return call.phase;
  if (call.held) return "held";
  return call.muted ? "muted" : "talking";
}

const forgetMs = 5_000;

/** Says every change of a call to screen readers: ringing at once, the rest when the reader pauses. */
export function Announcements() {
  const { t } = useTranslation();
  const phone = usePhone();
  const name = useCallName();
  const [urgent, setUrgent] = useState("");
  const [calm, setCalm] = useState("");
  function say(call: Call, before: string | undefined): string {
    const who = { name: name(call) };
    switch (readSaying(call)) {
      case "ringing":
        return t("calls.announceRinging", who);
      case "held":
        return t("calls.announceHeld", who);
      case "muted":
        return t("calls.announceMuted");
      case "talking":
        if (before === "held") return t("calls.announceResumed", who);
        return before === "muted" ? t("calls.announceUnmuted") : t("calls.announceTalking", who);
      case "ended":
        return call.phase === "ended"
          ? t("calls.announceEnded", { ...who, reason: t(`endReasons.${call.reason}`) })
          : "";
      default:
        return "";
    }
  }

  const words = useRef(say);
  useEffect(() => {
    words.current = say;
  });

  // What was said is taken away again: it is no part of the page that could be read later.
  useEffect(() => {
    if (urgent === "" && calm === "") return undefined;
    const timer = setTimeout(() => {
      setUrgent("");
      setCalm("");
    }, forgetMs);
    return () => clearTimeout(timer);
  }, [urgent, calm]);

  useEffect(() => {
    const said = new Map<string, string>();
    return phone.calls.store.subscribe(({ byId }) => {
      for (const call of Object.values(byId)) {
        // Where one listens to somebody else's call is where that is said.
        if (call.purpose.kind === "supervision") continue;
        const before = said.get(call.id);
        const saying = readSaying(call);
        if (before === saying) continue;
        said.set(call.id, saying);
        const text = words.current(call, before);
        if (text !== "") (saying === "ringing" ? setUrgent : setCalm)(text);
      }
      for (const id of said.keys()) if (!(id in byId)) said.delete(id);
    });
  }, [phone]);

  return (
    <div className="sr-only">
      <p aria-live="assertive">{urgent}</p>
      <p aria-live="polite">{calm}</p>
    </div>
  );
}

import { Link2, UserPlus } from "lucide-react";
import { type ReactNode, startTransition, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";

import { useCalls, useDesk } from "@/features/shared/phone-context";
import { useTranslation } from "@/i18n/use-translation";
import type { Caller } from "@/phone/caller-card/callers";
import type { Call } from "@/phone/calls/call";
import { selectActive, selectRinging, selectStage } from "@/phone/calls/select";
import type { CallsState } from "@/phone/calls/state";
import { Button } from "@/ui/button";
import { Fold } from "@/ui/fold";

import { AddToContact } from "./add-to-contact";
import { CallerFacts } from "./caller-facts";
import { LastCalls } from "./last-calls";
import { NewContact } from "./new-contact";
import { OpenCallbacks } from "./open-callbacks";

export interface CallerCardProps {
  readonly call: Call;
  /** "Call back…" */
  readonly callBack?: ReactNode;
}

/** Who is on the line, as far as this browser knows: there at the first ring. */
export function CallerCard({ call, callBack }: CallerCardProps) {
  const { t } = useTranslation();
  const caller = useCaller(call.party.number);
  if (caller === null) return null;
  const calls = caller.calls.filter(({ id }) => id !== call.id);
  return (
    <Fold title={t("caller.title")} startsOpen>
      <CallerFacts call={call} caller={caller} />
      <OpenCallbacks callbacks={caller.callbacks} />
      <LastCalls calls={calls} />
      <div className="flex flex-wrap gap-2 empty:hidden">
        {caller.contact === null && call.party.number !== "" && <Unknown call={call} />}
        {callBack}
      </div>
    </Fold>
  );
}

/** `null` until it is known. */
function useCaller(number: string): Caller | null {
  const { callers } = useDesk();
  const [known, setKnown] = useState<{ readonly number: string; readonly caller: Caller } | null>(
    null,
  );
  // The name on the ringing card, which comes at the same moment, is drawn before this and is not kept waiting by it.
  useEffect(
    () => callers.watch(number, (caller) => startTransition(() => setKnown({ number, caller }))),
    [callers, number],
  );
  return known?.number === number ? known.caller : null;
}

/** Of all calls, the one that keys without a target mean. */
const selectFront = (state: CallsState): string | null =>
  selectActive(state)?.id ?? selectRinging(state)[0] ?? selectStage(state)[0] ?? null;

const shortcut = { code: "KeyN", shown: "Alt+N" } as const;

/** A number that no contact has: two keys make one of it, or it is added to one. */
function Unknown({ call }: { readonly call: Call }) {
  const { t } = useTranslation();
  const isFront = useCalls((state) => selectFront(state) === call.id);
  const [open, setOpen] = useState<"new" | "existing" | null>(null);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isFront) return undefined;
    const press = (event: KeyboardEvent): void => {
      const isPlainAlt = event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
      if (!isPlainAlt || event.code !== shortcut.code) return;
      event.preventDefault();
      // The next key is for the editor, however soon it comes: react-aria's own focus may wait for the next frame.
      flushSync(() => setOpen("new"));
      place.current?.querySelector("input")?.focus();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [isFront]);
  const close = (): void => setOpen(null);
  return (
    <div ref={place} className="flex w-full flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <Button
          icon={UserPlus}
          isExpanded={open === "new"}
          onPress={() => setOpen(open === "new" ? null : "new")}
        >
          {t("caller.save")}
          {isFront && (
            <kbd dir="ltr" className="rounded border border-line-strong px-1 text-xs text-muted">
              {shortcut.shown}
            </kbd>
          )}
        </Button>
        <Button
          look="quiet"
          icon={Link2}
          isExpanded={open === "existing"}
          onPress={() => setOpen(open === "existing" ? null : "existing")}
        >
          {t("caller.addTo")}
        </Button>
      </div>
      {open === "new" && <NewContact call={call} onClose={close} />}
      {open === "existing" && <AddToContact call={call} onClose={close} />}
    </div>
  );
}

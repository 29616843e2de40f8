import { startTransition, useEffect, useRef, useState } from "react";

import { WorkPanel } from "@/features/call-work/work-panel";
import { CallBackButton } from "@/features/callbacks/call-back-button";
import { CallerCard } from "@/features/caller-card/caller-card";
import { GuidePanel } from "@/features/knowledge/guide-panel";
import { keepWork, useKeepReasons } from "@/features/shared/kept-work";
import { useCalls } from "@/features/shared/phone-context";
import { useRow } from "@/features/shared/use-row";
import { useWrapUpNeeds } from "@/features/shared/wrap-up-needs";
import { useTranslation } from "@/i18n/use-translation";
import type { Call, CallId } from "@/phone/calls/call";
import { selectCall } from "@/phone/calls/select";
import { Button } from "@/ui/button";

/** From here on its own column has room for everything at once (`@2xl` of the calls' column). */
const widePx = 660;

/** All that belongs to a call beside the call itself: who it is, what is noted and decided, what to say. */
export function CallContext({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const call = useCalls(selectCall(id as CallId));
  const place = useRef<HTMLDivElement>(null);
  const isWide = useIsWide(place);
  const isCallerDrawn = useIsCallerDrawn();
  if (call !== null && !hasContext(call)) return null;
  // A conference is nobody in particular.
  const isParty = call !== null && call.purpose.kind !== "conference";
  return (
    <div ref={place} role="group" aria-label={t("callWork.context")} className="contents">
      {call === null && <AfterCall id={id} />}
      {call !== null && (
        <div className="flex min-w-0 flex-col gap-3 @2xl:col-start-2 @2xl:row-span-2 @2xl:row-start-1">
          {isParty && <CallerCard call={call} callBack={<CallBack id={id} />} />}
          {isCallerDrawn && <GuidePanel callId={id} queue={call.origin.queue} isWide={isWide} />}
        </div>
      )}
      {/* Under the call, where there are two columns. */}
      <div className="min-w-0 @2xl:col-start-1 @2xl:row-start-2">
        {isCallerDrawn && <WorkPanel id={id} isWide={isWide} callBack={<CallBack id={id} />} />}
      </div>
    </div>
  );
}

/** By then whoever rings has been painted, with what is known of them. */
const callerMs = 100;

/** What is to be written and said comes after who it is: drawn together they took twice as long. */
function useIsCallerDrawn(): boolean {
  const [isDrawn, setDrawn] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => startTransition(() => setDrawn(true)), callerMs);
    return () => clearTimeout(timer);
  }, []);
  return isDrawn;
}

/** A promise to call back whoever the call is with. */
function CallBack({ id }: { readonly id: string }) {
  const row = useRow(id);
  if (row === null || row.number === "") return null;
  const { number, formatted, name, contactId, queue } = row;
  return (
    <CallBackButton
      callId={id}
      number={number}
      shown={formatted ?? number}
      name={name}
      contactId={contactId}
      queue={queue}
    />
  );
}

/** Asking a colleague about a call is part of that call. */
function hasContext({ purpose, phase }: Call): boolean {
  return purpose.kind !== "consultation" && (purpose.kind !== "pickup" || phase !== "dialing");
}

/** The call has gone from the screen, and its work has not. */
function AfterCall({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const row = useRow(id);
  const needs = useWrapUpNeeds(id);
  const isInWrapUp = useKeepReasons(id).includes("wrapUp");
  const name = row?.name ?? row?.formatted ?? row?.number ?? "";
  return (
    <div className="flex items-center gap-3 card px-4 py-2">
      <p className="min-w-0 flex-1 text-sm font-semibold wrap-anywhere">
        {name === "" ? t("callWork.after") : t("callWork.afterWith", { name })}
      </p>
      {/* Work after a call is ended where its time is shown. */}
      {!isInWrapUp && (
        <Button
          look="primary"
          isDisabled={needs.length > 0}
          onPress={() => keepWork(id, "work", false)}
        >
          {t("callWork.done")}
        </Button>
      )}
    </div>
  );
}

/** Whether the place of the call and its context, beside each other, is wide. */
function useIsWide(place: React.RefObject<HTMLElement | null>): boolean {
  const [isWide, setWide] = useState(() => window.matchMedia("(min-width: 80rem)").matches);
  useEffect(() => {
    const row = place.current?.parentElement;
    if (!row) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWide(entry.contentRect.width >= widePx);
    });
    observer.observe(row);
    return () => observer.disconnect();
  }, [place]);
  return isWide;
}

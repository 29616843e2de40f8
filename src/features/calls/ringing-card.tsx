import { Forward, Phone, PhoneOff } from "lucide-react";
import { Suspense, useEffect, useRef, useState } from "react";

import { useCallName, usePartyName } from "@/features/shared/party";
import { useCalls, usePhone, useSettings, useSystem } from "@/features/shared/phone-context";
import { loadLaterWords } from "@/i18n/i18n";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import { mayAutoAnswer } from "@/phone/agent/agent";
import type { Call, CallId } from "@/phone/calls/call";
import {
  selectActive,
  selectCall,
  selectIsInEmergency,
  selectTogether,
} from "@/phone/calls/select";
import { Button } from "@/ui/button";
import { lazyPart } from "@/ui/lazy-part";
import { Timer } from "@/ui/timer";

import { TransferNote } from "./origin-line";
import { PartyHead } from "./party-head";

const RedirectPanel = lazyPart(async () => {
  const [part] = await Promise.all([import("./redirect-panel"), loadLaterWords()]);
  return part.RedirectPanel;
});

/** A call that waits for an answer: who, from where, and what answering and declining will do. */
export function RingingCard({ id }: { readonly id: CallId }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const call = useCalls(selectCall(id));
  const active = useCalls(selectActive);
  const name = usePartyName();
  const callName = useCallName();
  const mayRedirect = useSystem((state) => state.redirect);
  const [isRedirecting, setRedirecting] = useState(false);
  const answersItself = useSettings(({ autoAnswer }) => mayAutoAnswer(phone.config, autoAnswer));
  const isInEmergency = useCalls(selectIsInEmergency);
  const held = useCalls(selectTogether(active?.id ?? id));
  const byId = useCalls((state) => state.byId);
  const format = useFormat();
  const card = useRef<HTMLElement>(null);
  // Whoever calls is seen, however far the page is scrolled. In Chromium 156 scrolling answers with a promise,
  // which an effect may not return.
  useEffect(() => {
    card.current?.scrollIntoView({ block: "nearest" });
  }, []);
  if (call?.phase !== "ringing") return null;
  return (
    <section
      ref={card}
      aria-label={name(call.party)}
      className="flex flex-col gap-4 card border-success p-4 ring-2 ring-success"
    >
      <PartyHead
        call={call}
        avatarClassName="motion-safe:animate-ring"
        above={<p className="text-sm font-semibold text-success-ink">{t("calls.incoming")}</p>}
        end={<Timer since={call.startedAt} className="shrink-0 text-lg font-semibold" />}
      />
      <TransferNote call={call} />
      {call.origin.autoAnswerSeconds !== null && answersItself && active === null && (
        <p role="status" className="text-sm text-muted">
          {t(call.answersItself ? "calls.answersNow" : "calls.answersItself")}
        </p>
      )}
      {active !== null && (
        <p className="text-sm text-muted">
          {isInEmergency
            ? t("calls.emergencyFirst")
            : t("calls.answerHolds", {
                name: format.list(
                  [active, ...held.flatMap((each) => byId[each] ?? [])].map(callName),
                ),
              })}
        </p>
      )}
      <div className="grid grid-cols-2 gap-3">
        <Button
          look="success"
          icon={Phone}
          isDisabled={isInEmergency}
          onPress={() => phone.calls.do({ type: "answer", id })}
          className="min-h-14 text-base"
        >
          {t("calls.answer")}
        </Button>
        <Button
          look="danger"
          icon={PhoneOff}
          onPress={() => phone.calls.do({ type: "decline", id })}
          className="min-h-14 text-base"
        >
          {t("calls.decline")}
        </Button>
      </div>
      {mayRedirect && (
        <>
          <Button
            look="quiet"
            icon={Forward}
            turnsIcon
            isExpanded={isRedirecting}
            onPress={() => setRedirecting(!isRedirecting)}
          >
            {t("calls.redirect")}
          </Button>
          {isRedirecting && (
            <Suspense>
              <RedirectPanel id={id} />
            </Suspense>
          )}
        </>
      )}
      {isOfferedByQueue(call) && (
        <p className="text-xs text-muted">{t("calls.declineQueueHint")}</p>
      )}
    </section>
  );
}

/** Whether declining hands it to the next agent: not what a colleague has sent here, nor what comes back. */
function isOfferedByQueue({ origin }: Call): boolean {
  const { kind, transferredBy, divertedFrom, returnedFrom, returnedFromSlot } = origin;
  const ways = [transferredBy, divertedFrom, returnedFrom, returnedFromSlot];
  return kind === "queue" && ways.every((way) => way === null);
}

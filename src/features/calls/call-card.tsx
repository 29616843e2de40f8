import { PhoneOff, PhoneOutgoing, X } from "lucide-react";
import { type ReactNode, type RefObject, Suspense, useEffect, useId, useRef } from "react";

import { useCallName } from "@/features/shared/party";
import { useCalls, useConnection, usePhone } from "@/features/shared/phone-context";
import { ProblemNotice } from "@/features/shared/problem-notice";
import { loadLaterWords } from "@/i18n/i18n";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { Call, CallId, EndedCall, TalkingCall } from "@/phone/calls/call";
import { can } from "@/phone/calls/can";
import { selectCall } from "@/phone/calls/select";
import { Afterwards } from "@/ui/afterwards";
import { Button } from "@/ui/button";
import { classes } from "@/ui/classes";
import { IconButton } from "@/ui/icon-button";
import { lazyPart } from "@/ui/lazy-part";
import { Timer } from "@/ui/timer";

import { readStateKey } from "./call-state";
import { ConferenceEnd } from "./conference-end";
import { HoldReminder } from "./hold-reminder";
import { TransferNote } from "./origin-line";
import { PartyHead } from "./party-head";
import { TalkingControls } from "./talking-controls";
import { WaitingFor } from "./waiting-for";

const loadSound = async () => (await Promise.all([import("./call-sound"), loadLaterWords()]))[0];
const SoundTrouble = lazyPart(async () => (await loadSound()).SoundTrouble);
const SoundQuality = lazyPart(async () => (await loadSound()).SoundQuality);
const ConferencePanel = lazyPart(async () => {
  const [part] = await Promise.all([import("./conference-panel"), loadLaterWords()]);
  return part.ConferencePanel;
});
const ConsultationPanel = lazyPart(async () => {
  const [part] = await Promise.all([import("./consultation-panel"), loadLaterWords()]);
  return part.ConsultationPanel;
});
const ParkedPlace = lazyPart(async () => (await import("./park-button")).ParkedPlace);

/** So that what ends the call does not move under the pointer. */
const soundPlace = <div className="min-h-11" />;

interface CallCardProps {
  readonly id: CallId;
  readonly isActive: boolean;
  readonly help: ReactNode;
}

/** One call: who, how it stands, and what can be done. */
export function CallCard({ id, isActive, help }: CallCardProps) {
  const { t } = useTranslation();
  const call = useCalls(selectCall(id));
  const name = useCallName();
  const phone = usePhone();
  const card = useRef<HTMLElement>(null);
  useKeptFocus(card, call?.phase);
  if (call === null) return null;
  const dismissProblem = (): void => phone.calls.do({ type: "dismissProblem", id });
  return (
    <section
      ref={card}
      tabIndex={-1}
      aria-label={name(call)}
      className={classes(
        "card flex flex-col gap-4 p-4",
        isActive && call.phase !== "ended" && "border-brand ring-1 ring-brand",
      )}
    >
      <PartyHead
        call={call}
        end={call.phase === "ended" ? <EndedState call={call} /> : <LiveState call={call} />}
      />
      {call.phase !== "ended" && <TransferNote call={call} />}
      {call.problem !== null && (
        <ProblemNotice
          problem={call.problem}
          tone={call.phase === "ended" ? "danger" : "warning"}
          {...(call.phase === "ended" ? {} : { onDismiss: dismissProblem })}
        />
      )}
      {call.phase !== "ended" && call.link.state !== "up" && (
        <p role="status" className="text-sm text-warning-ink">
          {t(`calls.${call.link.state}`)}
        </p>
      )}
      {call.phase === "talking" && (
        <Afterwards>
          <Suspense>
            <SoundTrouble call={call} />
          </Suspense>
        </Afterwards>
      )}
      {call.phase === "talking" && <HoldReminder call={call} />}
      {call.phase === "talking" && <WaitingFor call={call} />}
      {call.phase !== "ended" && call.purpose.kind === "consultation" && (
        <Suspense>
          <ConsultationPanel call={call} forCall={call.purpose.forCall} />
        </Suspense>
      )}
      {call.phase === "talking" && hasOthers(call) && (
        <Suspense>
          <ConferencePanel call={call} />
        </Suspense>
      )}
      {call.phase === "talking" && <TalkingControls call={call} />}
      {call.phase === "talking" && (
        <Afterwards until={soundPlace}>
          <Suspense fallback={soundPlace}>
            <SoundQuality id={id} />
          </Suspense>
        </Afterwards>
      )}
      {can(call).callAgain && <CallAgain call={call} />}
      {can(call).hangUp &&
        (call.phase === "talking" && call.purpose.kind === "conference" ? (
          <ConferenceEnd call={call} />
        ) : (
          <HangUp call={call} />
        ))}
      {/* Below: what it asks must not push away what ends the call. */}
      {call.phase === "talking" && <Afterwards>{help}</Afterwards>}
    </section>
  );
}

/** More than one other party. */
function hasOthers({ purpose, room }: TalkingCall): boolean {
  return purpose.kind === "conference" || room !== null;
}

/**
 * A press that changes the phase takes its own button away ("Answer", "Hang up"). The focus then goes to the call, not
 * to the top of the page.
 */
function useKeptFocus(card: RefObject<HTMLElement | null>, phase: Call["phase"] | undefined): void {
  useEffect(() => {
    if (phase !== undefined && document.activeElement === document.body) card.current?.focus();
  }, [card, phase]);
}

function HangUp({ call }: { readonly call: Call }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const { id } = call;
  const isMoving = call.phase === "talking" && call.transfer !== null;
  return (
    <Button
      look="danger"
      icon={PhoneOff}
      onPress={() => phone.calls.do({ type: "hangUp", id })}
      className="min-h-12 w-full text-base"
    >
      {t(isMoving ? "calls.leaveMove" : "calls.hangUp")}
    </Button>
  );
}

/** The card that is left behind goes: the new call has its own. */
function CallAgain({ call }: { readonly call: Call }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const isConnected = useConnection((state) => state.phase === "connected");
  return (
    <Button
      icon={PhoneOutgoing}
      isDisabled={!isConnected}
      onPress={() => {
        phone.calls.do({ type: "dismiss", id: call.id });
        phone.calls.do({ type: "dial", target: call.party.number });
      }}
      className="w-full"
    >
      {t("calls.callAgain")}
    </Button>
  );
}

function LiveState({ call }: { readonly call: Exclude<Call, { phase: "ended" }> }) {
  const { t } = useTranslation();
  const since = call.phase === "talking" ? call.answeredAt : call.startedAt;
  return (
    <div className="flex shrink-0 flex-col items-end text-sm">
      <Timer since={since} className="text-lg font-semibold" />
      {call.phase === "talking" && call.heldSince !== null && call.wish.held ? (
        <span className="text-muted">
          {t("calls.onHoldFor")} <HoldTimer since={call.heldSince} />
        </span>
      ) : (
        <span className="text-muted">{t(`calls.${readStateKey(call)}`)}</span>
      )}
    </div>
  );
}

/** Hold time beside the call's own timer; only that one has the role, so that "the timer" is one thing. */
function HoldTimer({ since }: { readonly since: number }) {
  return <Timer since={since} isMain={false} className="font-semibold text-ink" />;
}

function EndedState({ call }: { readonly call: EndedCall }) {
  const { t } = useTranslation();
  const format = useFormat();
  const phone = usePhone();
  const descriptionId = useId();
  const lastedMs = call.answeredAt === null ? null : call.endedAt - call.answeredAt;
  return (
    <div className="flex shrink-0 items-center gap-1">
      <div
        id={descriptionId}
        className="flex max-w-28 flex-col items-end text-end text-sm sm:max-w-40"
      >
        <span className="font-semibold">{t(`endReasons.${call.reason}`)}</span>
        {call.reason === "parked" && (
          <Suspense>
            <ParkedPlace call={call} />
          </Suspense>
        )}
        {lastedMs !== null && (
          <span className="text-muted">
            {t("calls.lasted", { duration: format.duration(lastedMs) })}
          </span>
        )}
      </div>
      <IconButton
        icon={X}
        label={t("calls.close")}
        onPress={() => phone.calls.do({ type: "dismiss", id: call.id })}
      />
    </div>
  );
}

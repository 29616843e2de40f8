import {
  ChevronDown,
  ChevronUp,
  Headphones,
  Megaphone,
  MessageCircle,
  PhoneForwarded,
  PhoneIncoming,
} from "lucide-react";
import { memo, Suspense, useId, useRef, useState } from "react";

import { useOrderOf } from "@/features/shared/use-order-of";
import { useSupervision } from "@/features/shared/use-supervision";
import { useTranslation } from "@/i18n/use-translation";
import type { FloorAgentState } from "@/phone/floor/floor-state";
import type { SpyMode } from "@/phone/supervision/supervision-state";
import { Button } from "@/ui/button";
import { lazyPart } from "@/ui/lazy-part";

import { isInCall } from "./board-order";

const MoreOrders = lazyPart(async () => (await import("./more-orders")).MoreOrders);
const BargeQuestion = lazyPart(
  async () => (await import("@/features/shared/barge-question")).BargeQuestion,
);
const TakeOverQuestion = lazyPart(
  async () => (await import("@/features/shared/take-over-question")).TakeOverQuestion,
);

/** What can be listened to there. */
type Reach = "call" | "nextCall" | "notKnown" | "nothing";

export function reachOf(state: FloorAgentState): Reach {
  if (isInCall(state)) return "call";
  if (state === "unknown") return "notKnown";
  return state === "offline" ? "nothing" : "nextCall";
}

interface RowControlsProps {
  readonly extension: string;
  readonly name: string;
  readonly reach: Reach;
}

/** All that a supervisor can do with an agent. */
export const RowControls = memo(function RowControls({ extension, name, reach }: RowControlsProps) {
  const { t } = useTranslation();
  const order = useOrderOf();
  const mode = useSupervision(({ session }) =>
    session?.agent === extension ? session.mode : null,
  );
  const [asks, setAsks] = useState<"barge" | "takeOver" | null>(null);
  const reason = useId();
  // Where nobody has told how they stand, the phone system will.
  const isThere = reach === "call" || reach === "notKnown" || mode !== null;
  function listen(wish: SpyMode): void {
    order(
      mode === null
        ? { type: "spy", agent: extension, mode: wish }
        : { type: "switchTo", mode: wish },
    );
  }
  const shared = { isDisabled: !isThere, className: "min-h-10! px-3!" } as const;
  const pressed = (each: SpyMode) =>
    mode === null
      ? {}
      : ({ isPressed: mode === each, look: mode === each ? "primary" : "plain" } as const);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <div
        role="group"
        aria-label={t("floor.help", { name })}
        {...(isThere ? {} : { "aria-describedby": reason })}
        className="flex flex-wrap gap-2"
      >
        <Button
          {...shared}
          {...pressed("monitor")}
          icon={Headphones}
          onPress={() => listen("monitor")}
        >
          {t("supervision.modes.monitor")}
        </Button>
        <Button
          {...shared}
          {...pressed("whisper")}
          icon={MessageCircle}
          onPress={() => listen("whisper")}
        >
          {t("supervision.modes.whisper")}
        </Button>
        <Button
          {...shared}
          {...pressed("barge")}
          icon={Megaphone}
          onPress={() => (mode === "barge" ? undefined : setAsks("barge"))}
        >
          {t("supervision.modes.barge")}
        </Button>
        <Button {...shared} icon={PhoneForwarded} turnsIcon onPress={() => setAsks("takeOver")}>
          {t("supervision.takeOver")}
        </Button>
      </div>
      {!isThere && (
        <>
          <p id={reason} className="text-xs text-muted">
            {t("floor.notInCall")}
          </p>
          <NextCall extension={extension} reach={reach} />
        </>
      )}
      <More extension={extension} name={name} reach={reach} />
      {asks === "barge" && (
        <Suspense>
          <BargeQuestion
            agent={extension}
            onYes={() => listen("barge")}
            onClose={() => setAsks(null)}
          />
        </Suspense>
      )}
      {asks === "takeOver" && (
        <Suspense>
          <TakeOverQuestion
            agent={extension}
            onYes={(why) => order({ type: "takeOver", agent: extension, reason: why })}
            onClose={() => setAsks(null)}
          />
        </Suspense>
      )}
    </div>
  );
});

/** A wish for the call that is not there yet. */
function NextCall({ extension, reach }: Pick<RowControlsProps, "extension" | "reach">) {
  const { t } = useTranslation();
  const order = useOrderOf();
  const isWanted = useSupervision(({ next }) => next === extension);
  return (
    <Button
      icon={PhoneIncoming}
      isPressed={isWanted}
      isDisabled={reach === "nothing"}
      className="min-h-10! px-3!"
      onPress={() => order(isWanted ? { type: "stop" } : { type: "spyNext", agent: extension })}
    >
      {t("floor.listenNext")}
    </Button>
  );
}

function More({ extension, name, reach }: RowControlsProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape closes what is open, wherever in it one is
    <div
      ref={place}
      className="flex flex-wrap gap-2"
      onKeyDown={(event) => {
        // A dialog that it has opened stands elsewhere in the page, and has an Escape of its own.
        const isHere = place.current?.contains(event.target as Node) === true;
        if (event.key !== "Escape" || !isOpen || !isHere) return;
        setOpen(false);
        place.current?.querySelector("button")?.focus();
      }}
    >
      <Button
        look="quiet"
        icon={isOpen ? ChevronUp : ChevronDown}
        isExpanded={isOpen}
        className="min-h-10! px-3!"
        onPress={() => setOpen(!isOpen)}
      >
        {t("floor.more")}
      </Button>
      {isOpen && (
        <Suspense>
          <MoreOrders
            extension={extension}
            name={name}
            isInCall={reach === "call" || reach === "notKnown"}
            onDone={() => {
              setOpen(false);
              place.current?.querySelector("button")?.focus();
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

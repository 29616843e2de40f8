import { PhoneIncoming } from "lucide-react";
import { memo, type ReactNode, Suspense } from "react";

import { useKeptWork } from "@/features/shared/kept-work";
import { useCalls } from "@/features/shared/phone-context";
import { useTranslation } from "@/i18n/use-translation";
import type { CallId } from "@/phone/calls/call";
import { selectActive, selectRinging, selectStage } from "@/phone/calls/select";
import { Afterwards } from "@/ui/afterwards";
import { classes } from "@/ui/classes";
import { lazyPart } from "@/ui/lazy-part";

const OneCall = lazyPart(async () => (await import("./one-call")).OneCall);
// There is no call before the phone is connected: they come on the way there, beside everything else.
void OneCall.preload().catch(() => undefined);

export interface CallsColumnProps {
  /** What stands beside a call, or under it in a narrow column; also of one whose work outlasts it. The same at every drawing. */
  readonly context: (id: string) => ReactNode;
  /** The way to ask for help, at every call that is up. The same at every drawing. */
  readonly help?: ReactNode;
}

/** Every call there is: the active one first, then what rings, then those on hold and what has just ended. */
export function CallsColumn({ context, help }: CallsColumnProps) {
  const { t } = useTranslation();
  const stage = useCalls(selectStage);
  const ringing = useCalls(selectRinging);
  const hasActive = useCalls((state) => selectActive(state) !== null);
  const kept = useKeptWork();
  const [first, ...rest] = stage;
  // One keyed list: a call that changes its place keeps its own panels, focus and half-typed text.
  const calls = [...stage.slice(0, 1), ...ringing, ...rest];
  const places = [...new Set<string>([...calls, ...kept])] as CallId[];
  if (places.length === 0) {
    return (
      <div className="flex flex-col items-center gap-2 rounded-xl border border-dashed border-line-strong p-10 text-center">
        <PhoneIncoming aria-hidden="true" className="size-10 text-muted" />
        <p className="font-semibold">{t("calls.none")}</p>
        <p className="text-sm text-muted">{t("calls.noneHint")}</p>
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      {places.map((id) => (
        <CallPlace
          key={id}
          id={id}
          isRinging={ringing.includes(id)}
          isActive={id === first}
          leads={ringing.includes(id) && (hasActive ? "max-lg:order-first" : "order-first")}
          context={context}
          help={help}
        />
      ))}
    </div>
  );
}

interface CallPlaceProps extends CallsColumnProps {
  readonly id: CallId;
  readonly isRinging: boolean;
  readonly isActive: boolean;
  readonly leads: "max-lg:order-first" | "order-first" | false;
}

/**
 * In a narrow window the ring comes first to the eye; the active call stays first in reading order. So it does in every window
 * while no call is active: what has ended goes by itself, and must not move "Answer" under a press. By style, since what is
 * moved in the document loses the focus. A call is not drawn anew because another one rings.
 */
const CallPlace = memo(function CallPlace({
  id,
  isRinging,
  isActive,
  leads,
  context,
  help,
}: CallPlaceProps) {
  return (
    <div className={classes("@container", leads)}>
      <div className="grid grid-cols-1 items-start gap-3 @2xl:grid-cols-2 @2xl:grid-rows-[auto_1fr]">
        <Suspense fallback={null}>
          <OneCall id={id} isRinging={isRinging} isActive={isActive} help={help} />
        </Suspense>
        <Afterwards>{context(id)}</Afterwards>
      </div>
    </div>
  );
});

import {
  CircleHelp,
  CircleOff,
  Coffee,
  Headset,
  type LucideIcon,
  NotebookPen,
  Pause,
  Phone,
  PhoneIncoming,
  Unplug,
} from "lucide-react";

import { useBreakName } from "@/features/shared/use-break-name";
import { useTranslation } from "@/i18n/use-translation";
import type { FloorAgent, FloorAgentState } from "@/phone/floor/floor-state";
import { classes } from "@/ui/classes";
import { Timer } from "@/ui/timer";

const looks: Readonly<
  Record<FloorAgentState, { readonly icon: LucideIcon; readonly look: string }>
> = {
  talking: { icon: Phone, look: "bg-brand-soft text-brand-ink" },
  hold: { icon: Pause, look: "bg-danger-soft text-danger-ink" },
  ringing: { icon: PhoneIncoming, look: "bg-info-soft text-info-ink" },
  wrapUp: { icon: NotebookPen, look: "bg-info-soft text-info-ink" },
  break: { icon: Coffee, look: "bg-warning-soft text-warning-ink" },
  ready: { icon: Headset, look: "bg-success-soft text-success-ink" },
  signedOff: { icon: CircleOff, look: "bg-hover text-ink" },
  offline: { icon: Unplug, look: "border border-line-strong text-muted" },
  unknown: { icon: CircleHelp, look: "border border-dashed border-line-strong text-muted" },
};

type Stands = Pick<FloorAgent, "state" | "since" | "reason">;

interface StateChipProps {
  readonly stands: Stands;
  readonly isBig?: boolean;
}

/** How an agent stands: colour, sign and words, and since when. */
export function StateChip({ stands, isBig = false }: StateChipProps) {
  const { t } = useTranslation();
  const breakName = useBreakName();
  const { state, since, reason } = stands;
  const { icon: Icon, look } = looks[state];
  const text =
    state === "break" && reason !== null
      ? t("agent.breakFor", { reason: breakName(reason) })
      : t(`floor.states.${state}`);
  return (
    <span
      className={classes(
        "inline-flex items-center gap-2 rounded-lg px-2.5 py-1 font-semibold",
        isBig ? "self-start text-xl" : "text-sm",
        look,
      )}
    >
      <Icon aria-hidden="true" className={classes("shrink-0", isBig ? "size-6" : "size-4")} />
      <span className="wrap-anywhere">{text}</span>
      {since !== null && <Timer since={since} isMain={false} className="font-normal" />}
    </span>
  );
}

import {
  ChevronDown,
  ChevronUp,
  CircleOff,
  Coffee,
  Headset,
  type LucideIcon,
  NotebookPen,
  Play,
  TriangleAlert,
} from "lucide-react";
import { useId, useState } from "react";

import { useDesk } from "@/features/shared/phone-context";
import { useTranslation } from "@/i18n/use-translation";
import { type AgentMode, type KnownState, modeOf } from "@/phone/agent/agent-state";
import { Button } from "@/ui/button";
import { classes } from "@/ui/classes";
import { Timer } from "@/ui/timer";
import { useNow } from "@/ui/use-now";

import { AgentMenu } from "./agent-menu";
import { FreshNotices } from "./agent-notices";
import { NextBox } from "./next-box";
import { useAgent, useAgentCommand, useModeText } from "./use-agent";
import { WrapUpCard } from "./wrap-up-card";

const looks: Readonly<Record<AgentMode, { readonly icon: LucideIcon; readonly look: string }>> = {
  ready: { icon: Headset, look: "bg-success-soft text-success-ink" },
  break: { icon: Coffee, look: "bg-warning-soft text-warning-ink" },
  wrapUp: { icon: NotebookPen, look: "bg-info-soft text-info-ink" },
  out: { icon: CircleOff, look: "bg-hover text-ink" },
};

/** How the agent stands with the queues, and what they can make of it. Nothing where there are no queues for them. */
export function AgentBar() {
  const agent = useAgent();
  if (agent === null) return null;
  const { wrapUp } = agent;
  return (
    <div className="flex flex-col gap-3">
      <FreshNotices notices={agent.notices} />
      <StateBar agent={agent} />
      {wrapUp !== null && <WrapUpCard agent={agent} wrapUp={wrapUp} />}
    </div>
  );
}

function StateBar({ agent }: { readonly agent: KnownState }) {
  const { t } = useTranslation();
  const command = useAgentCommand();
  const [isOpen, setOpen] = useState(false);
  const menu = useId();
  const mode = modeOf(agent);
  const mayStart = mode === "out" || mode === "break" || (mode === "wrapUp" && !agent.wrapUp);
  const choosesNext = agent.isBusy && agent.wrapUp === null && mode !== "out";
  return (
    <section aria-label={t("agent.label")} className="flex flex-col gap-4 card p-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <StateChip agent={agent} mode={mode} />
        {mode === "break" && <PlanWarning agent={agent} />}
        <div className="ms-auto flex flex-wrap items-center gap-2">
          {choosesNext && (
            // Beside it: where the window has room, the bar is as high in a call as without one, and nothing under it moves.
            <NextBox label={t("agent.afterCall")} next={agent.next} isInline />
          )}
          {mayStart && (
            <Button look="primary" icon={Play} onPress={() => command({ type: "ready" })}>
              {t("agent.start")}
            </Button>
          )}
          <Button
            icon={isOpen ? ChevronUp : ChevronDown}
            isExpanded={isOpen}
            onPress={() => setOpen(!isOpen)}
          >
            {t("agent.change")}
          </Button>
        </div>
      </div>
      {isOpen && <AgentMenu id={menu} agent={agent} onClose={() => setOpen(false)} />}
    </section>
  );
}

interface StateProps {
  readonly agent: KnownState;
  readonly mode: AgentMode;
}

function StateChip({ agent, mode }: StateProps) {
  const modeText = useModeText();
  const { icon: Icon, look } = looks[mode];
  return (
    <div className={classes("flex items-center gap-2 rounded-lg px-3 py-2 font-semibold", look)}>
      <Icon aria-hidden="true" className="size-5 shrink-0" />
      <span role="status">{modeText(mode, agent.pause?.reason ?? null)}</span>
      <Timer since={agent.since} className="font-normal" />
    </div>
  );
}

/** "Lunch is 4 minutes over". */
function PlanWarning({ agent }: { readonly agent: KnownState }) {
  const { t } = useTranslation();
  const { config } = useDesk();
  const now = useNow();
  const plan = config.breaks.find(({ id }) => id === agent.pause?.reason)?.minutes ?? null;
  const overMs = plan === null ? 0 : now - agent.since - plan * 60_000;
  if (overMs <= 0) return null;
  return (
    <p className="flex items-center gap-2 text-sm font-semibold text-warning-ink">
      <TriangleAlert aria-hidden="true" className="size-5" />
      {t("agent.overBy", { count: Math.ceil(overMs / 60_000) })}
      {/* Said once: the minutes go on. */}
      <span role="status" className="sr-only">
        {t("agent.breakIsOver")}
      </span>
    </p>
  );
}

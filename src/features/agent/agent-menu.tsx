import { Check, Coffee, LogOut } from "lucide-react";

import { useDesk } from "@/features/shared/phone-context";
import { useSay } from "@/features/shared/use-words";
import { useWrapUpNeeds } from "@/features/shared/wrap-up-needs";
import { useTranslation } from "@/i18n/use-translation";
import { type AgentQueue, type KnownState, modeOf } from "@/phone/agent/agent-state";
import { Button } from "@/ui/button";
import { CheckBox } from "@/ui/check-box";

import { PastNotices } from "./agent-notices";
import { useAgentCommand, useAgentWords } from "./use-agent";

interface AgentMenuProps {
  readonly id: string;
  readonly agent: KnownState;
  readonly onClose: () => void;
}

/** Everything an agent can change of their state, and what happened to it. */
export function AgentMenu({ id, agent, onClose }: AgentMenuProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape closes what is open, wherever in it one is
    <div
      id={id}
      className="grid gap-6 border-t border-line pt-4 sm:grid-cols-2"
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <Breaks agent={agent} onChosen={onClose} />
      <Queues agent={agent} onLeft={onClose} />
      <PastNotices notices={agent.notices} />
    </div>
  );
}

function Breaks({
  agent,
  onChosen,
}: {
  readonly agent: KnownState;
  readonly onChosen: () => void;
}) {
  const { t } = useTranslation();
  const { config } = useDesk();
  const say = useSay();
  const command = useAgentCommand();
  const isHeld = useWrapUpNeeds(agent.wrapUp?.callId ?? null).length > 0;
  const isOnBreak = modeOf(agent) === "break";
  return (
    <div className="flex flex-col gap-2">
      <h3 className="text-sm font-bold">{t("agent.breaks")}</h3>
      <ul className="flex flex-col gap-1">
        {config.breaks.map(({ id, label, minutes }) => {
          const isCurrent = isOnBreak && agent.pause?.reason === id;
          return (
            <li key={id}>
              <Button
                look="quiet"
                icon={isCurrent ? Check : Coffee}
                isDisabled={isHeld || isCurrent}
                className="w-full justify-start text-start"
                onPress={() => {
                  command({ type: "break", reason: id });
                  onChosen();
                }}
              >
                <span className="flex flex-wrap gap-x-2">
                  {say(label)}
                  {minutes !== null && (
                    <span className="font-normal text-muted">
                      {t("agent.planned", { count: minutes })}
                    </span>
                  )}
                </span>
              </Button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Queues({ agent, onLeft }: { readonly agent: KnownState; readonly onLeft: () => void }) {
  const { t } = useTranslation();
  const command = useAgentCommand();
  const isHeld = useWrapUpNeeds(agent.wrapUp?.callId ?? null).length > 0;
  return (
    <div className="flex flex-col gap-2">
      <h3 className="text-sm font-bold">{t("agent.queues")}</h3>
      {agent.offered.map((queue) => (
        <QueueBox key={queue.id} queue={queue} />
      ))}
      {modeOf(agent) !== "out" && (
        <Button
          look="quiet"
          icon={LogOut}
          turnsIcon
          isDisabled={isHeld}
          className="self-start"
          onPress={() => {
            command({ type: "signOff", queue: null });
            onLeft();
          }}
        >
          {t("agent.signOff")}
        </Button>
      )}
    </div>
  );
}

function QueueBox({ queue }: { readonly queue: AgentQueue }) {
  const { t } = useTranslation();
  const words = useAgentWords();
  const command = useAgentCommand();
  const { id, isIn, penalty } = queue;
  return (
    <CheckBox
      isSelected={isIn}
      onChange={(isChosen) => command({ type: isChosen ? "signOn" : "signOff", queue: id })}
      hint={penalty === 0 ? t("agent.firstChoice") : t("agent.reserve", { level: penalty })}
    >
      {words.queue(id)}
    </CheckBox>
  );
}

import { useStore } from "zustand";

import { useDesk, usePhone } from "@/features/shared/phone-context";
import { useSay } from "@/features/shared/use-words";
import { useTranslation } from "@/i18n/use-translation";
import type { AgentCommand, AgentMode, KnownState } from "@/phone/agent/agent-state";

/** `null`: there is no such thing here. */
export function useAgent(): KnownState | null {
  return useStore(usePhone().agent.store, (state) => (state.phase === "known" ? state : null));
}

export function useAgentCommand(): (command: AgentCommand) => void {
  const { agent } = usePhone();
  return (command) => agent.do(command);
}

/** What queues and reasons are called. */
export interface AgentWords {
  reason(id: string): string;
  queue(id: string): string;
}

export function useAgentWords(): AgentWords {
  const { t } = useTranslation();
  const { config } = useDesk();
  const say = useSay();
  return {
    reason(id) {
      if (id === "wrapup") return t("agent.modes.wrapUp");
      if (id === "missed") return t("agent.missedCall");
      const label = config.breaks.find((each) => each.id === id)?.label;
      return label === undefined ? id : say(label);
    },
    queue(id) {
      const name = config.queues.find((each) => each.id === id)?.name;
      return name === undefined ? id : say(name);
    },
  };
}

/** The state in words: "Break: Lunch". */
export function useModeText(): (mode: AgentMode, reason: string | null) => string {
  const { t } = useTranslation();
  const words = useAgentWords();
  return (mode, reason) =>
    mode === "break" && reason !== null
      ? t("agent.breakFor", { reason: words.reason(reason) })
      : t(`agent.modes.${mode}`);
}

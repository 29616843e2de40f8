import { useNameOf } from "@/features/shared/use-words";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { AgentNotice } from "@/phone/agent/agent-state";
import type { EndReason } from "@/phone/calls/call";

import { useAgentWords } from "./use-agent";

interface NoticeText {
  readonly title: string;
  readonly advice: string;
}

type Miss = "missed" | "missedUnheard" | "declined" | "failed";

function readMiss(because: EndReason): Miss {
  return because === "missed" || because === "missedUnheard" || because === "declined"
    ? because
    : "failed";
}

/** What happened to the agent's state, in one sentence with its time, and what to do. */
export function useNoticeText(): (notice: AgentNotice) => NoticeText {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useAgentWords();
  const nameOf = useNameOf();

  function titleOf(notice: AgentNotice): string {
    const time = format.time(notice.at);
    switch (notice.kind) {
      case "pausedBy":
      case "readiedBy": {
        const reason = notice.kind === "pausedBy" ? words.reason(notice.reason) : "";
        return t(`agent.notices.${notice.kind}`, { who: whoOf(notice.by), time, reason });
      }
      case "signedOnBy":
      case "signedOffBy":
        return t(`agent.notices.${notice.kind}`, {
          who: whoOf(notice.by),
          time,
          queues: format.list(notice.queues.map(words.queue)),
        });
      case "pausedForMiss":
      case "missedAndReady": {
        const queue = notice.queue === null ? t("agent.someQueue") : words.queue(notice.queue);
        const group = notice.kind === "pausedForMiss" ? "pausedForMiss" : "missedAndReady";
        return t(`agent.notices.${group}.${readMiss(notice.because)}`, { time, queue });
      }
      case "pausedAgain":
      case "pausedMeanwhile":
        return t(`agent.notices.${notice.kind}`, { time, reason: words.reason(notice.reason) });
      case "signedOnAgain":
      case "signedOnMeanwhile":
      case "noLongerOffered":
        return t(`agent.notices.${notice.kind}`, {
          time,
          queues: format.list(notice.queues.map(words.queue)),
        });
      case "refused":
        return t("agent.notices.refused", { queue: words.queue(notice.queue) });
      case "wrapUpEndedMeanwhile":
      case "notDone":
        return t(`agent.notices.${notice.kind}`);
    }
  }

  function whoOf(by: string): string {
    return by === "system" ? t("agent.supervisor") : (nameOf(by) ?? by);
  }

  return (notice) => ({ title: titleOf(notice), advice: t(`agent.advice.${notice.kind}`) });
}

import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { AgentNotice } from "@/phone/agent/agent-state";
import { Notice } from "@/ui/notice";

import { useAgentCommand } from "./use-agent";
import { useNoticeText } from "./use-notice-text";

const mostShown = 3;

interface NoticesProps {
  readonly notices: readonly AgentNotice[];
}

/** What happened to the agent's state without them, until they have seen it. Newest first. */
export function FreshNotices({ notices }: NoticesProps) {
  const { t } = useTranslation();
  const command = useAgentCommand();
  const textOf = useNoticeText();
  const fresh = notices.filter(({ isDismissed }) => !isDismissed).toReversed();
  return fresh.slice(0, mostShown).map((notice) => {
    const { title, advice } = textOf(notice);
    return (
      <Notice
        key={notice.id}
        tone="warning"
        title={title}
        onDismiss={() => command({ type: "dismiss", id: notice.id })}
        dismissLabel={t("app.dismiss")}
      >
        {advice}
      </Notice>
    );
  });
}

/** The same, afterwards. */
export function PastNotices({ notices }: NoticesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const textOf = useNoticeText();
  if (notices.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      <h3 className="text-sm font-bold">{t("agent.recent")}</h3>
      <ul className="flex max-h-48 flex-col gap-1 overflow-y-auto text-sm">
        {notices.toReversed().map((notice) => (
          <li key={notice.id} className="flex gap-3">
            <time dateTime={new Date(notice.at).toISOString()} className="shrink-0 text-muted">
              {format.time(notice.at)}
            </time>
            <span className="wrap-anywhere">{textOf(notice).title}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

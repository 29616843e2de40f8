import { useDesk } from "@/features/shared/phone-context";
import { useSay } from "@/features/shared/use-words";
import { useTranslation } from "@/i18n/use-translation";
import type { Next } from "@/phone/agent/agent-state";
import { SelectBox } from "@/ui/select-box";

import { useAgentCommand, useAgentWords } from "./use-agent";

interface NextBoxProps {
  readonly label: string;
  readonly next: Next | null;
  readonly isInline?: boolean;
  readonly className?: string;
}

const breakHead = "break ";

function valueOf(next: Next | null): string {
  if (next === null) return "ready";
  return next.type === "break" ? breakHead + next.reason : next.type;
}

function nextOf(value: string): Next {
  if (value.startsWith(breakHead)) return { type: "break", reason: value.slice(breakHead.length) };
  return value === "signOff" ? { type: "signOff" } : { type: "ready" };
}

/** What follows the call, or the wrap-up. */
export function NextBox({ label, next, isInline = false, className }: NextBoxProps) {
  const { t } = useTranslation();
  const { config } = useDesk();
  const say = useSay();
  const words = useAgentWords();
  const command = useAgentCommand();
  const breaks = config.breaks.map(({ id, label: name }) => ({
    value: breakHead + id,
    label: t("agent.breakFor", { reason: say(name) }),
  }));
  const value = valueOf(next);
  // A supervisor's own reason is none of the configuration's.
  const isOther = next?.type === "break" && !breaks.some((each) => each.value === value);
  return (
    <SelectBox
      label={label}
      value={value}
      options={[
        { value: "ready", label: t("agent.modes.ready") },
        ...breaks,
        ...(isOther
          ? [{ value, label: t("agent.breakFor", { reason: words.reason(next.reason) }) }]
          : []),
        { value: "signOff", label: t("agent.modes.out") },
      ]}
      isInline={isInline}
      onChange={(chosen) => command({ type: "chooseNext", next: nextOf(chosen) })}
      {...(className === undefined ? {} : { className })}
    />
  );
}

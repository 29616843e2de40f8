import { useId } from "react";

import { useDesk } from "@/features/shared/phone-context";
import { useSay } from "@/features/shared/use-words";
import { useTranslation } from "@/i18n/use-translation";
import type { Day, SlotSize } from "@/phone/reports/days";
import type { Scope } from "@/phone/reports/figures";
import type { QueueSeen } from "@/phone/reports/report";
import type { Span } from "@/phone/reports/reports";
import { SelectBox } from "@/ui/select-box";

import type { Wishes } from "./wishes";

export interface ReportFiltersProps {
  readonly wishes: Wishes;
  readonly onChange: (wishes: Wishes) => void;
  /** Parts that a range of this length may be cut into. */
  readonly sizes: readonly SlotSize[];
  readonly queues: readonly QueueSeen[];
}

/** Of when, of which calls, and in what parts. */
export function ReportFilters({ wishes, onChange, sizes, queues }: ReportFiltersProps) {
  const { t } = useTranslation();
  const { reports } = useDesk();
  const { span, scope, slots } = wishes;
  const queueNames = useQueueNames(queues);
  function chooseSpan(kind: string): void {
    const today = reports.dayOf(Date.now());
    const next: Span =
      kind === "days"
        ? { kind, first: today, last: today }
        : { kind: kind === "week" ? kind : "today" };
    onChange({ ...wishes, span: next, slots: null });
  }
  return (
    <div className="flex flex-wrap items-end gap-4">
      <SelectBox
        label={t("reports.span")}
        value={span.kind}
        onChange={chooseSpan}
        options={(["today", "week", "days"] as const).map((value) => ({
          value,
          label: t(`reports.spans.${value}`),
        }))}
      />
      {span.kind === "days" && (
        <>
          <DayBox
            label={t("reports.first")}
            day={span.first}
            onChange={(first) =>
              onChange({ ...wishes, span: inOrder(first, span.last, "first"), slots: null })
            }
          />
          <DayBox
            label={t("reports.last")}
            day={span.last}
            onChange={(last) =>
              onChange({ ...wishes, span: inOrder(span.first, last, "last"), slots: null })
            }
          />
        </>
      )}
      <SelectBox
        label={t("reports.scope")}
        value={nameOfScope(scope)}
        onChange={(name) => onChange({ ...wishes, scope: readScope(name) })}
        options={[
          ...(["all", "customers", "direct"] as const).map((value) => ({
            value,
            label: t(`reports.scopes.${value}`),
          })),
          ...queueNames.map(([queue, label]) => ({ value: queuePrefix + queue, label })),
        ]}
      />
      <SelectBox
        label={t("reports.slots")}
        value={slots ?? sizes[0] ?? "day"}
        onChange={(size) => onChange({ ...wishes, slots: size as SlotSize })}
        options={sizes.map((value) => ({ value, label: t(`reports.slotSizes.${value}`) }))}
      />
    </div>
  );
}

/** The configuration's queues, and those that calls have come through. */
function useQueueNames(seen: readonly QueueSeen[]): readonly (readonly [string, string])[] {
  const { config } = useDesk();
  const say = useSay();
  const names = new Map(seen.map(({ queue, label }) => [queue, label ?? queue]));
  for (const { id, name } of config.queues) if (id !== null) names.set(id, say(name));
  return [...names];
}

const queuePrefix = "queue ";

function nameOfScope(scope: Scope): string {
  return scope.kind === "queue" ? queuePrefix + scope.queue : scope.kind;
}

function readScope(name: string): Scope {
  if (name.startsWith(queuePrefix)) return { kind: "queue", queue: name.slice(queuePrefix.length) };
  return { kind: name === "customers" || name === "direct" ? name : "all" };
}

/** The one that was not touched gives way. */
function inOrder(first: Day, last: Day, touched: "first" | "last"): Span {
  if (writeDay(first) <= writeDay(last)) return { kind: "days", first, last };
  const day = touched === "first" ? first : last;
  return { kind: "days", first: day, last: day };
}

interface DayBoxProps {
  readonly label: string;
  readonly day: Day;
  readonly onChange: (day: Day) => void;
}

/** The browser's own calendar. */
function DayBox({ label, day, onChange }: DayBoxProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium text-ink">
        {label}
      </label>
      <input
        id={id}
        type="date"
        required
        min="2000-01-01"
        max="2099-12-31"
        value={writeDay(day)}
        onChange={({ target }) => {
          const next = readDay(target.value);
          if (next !== null && target.validity.valid) onChange(next);
        }}
        className="min-h-11 rounded-lg border border-line-strong bg-field px-3 py-2 text-base text-ink focus-ring"
      />
    </div>
  );
}

function writeDay({ year, month, day }: Day): string {
  const pad = (value: number, length: number): string => String(value).padStart(length, "0");
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

function readDay(text: string): Day | null {
  const [year, month, day] = text.split("-").map(Number);
  return year && month && day ? { year, month, day } : null;
}

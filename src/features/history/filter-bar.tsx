import { Search, X } from "lucide-react";
import { useId } from "react";

import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import { endings, havings, scopes } from "@/phone/row-filter";
import { Button } from "@/ui/button";
import { CheckBox } from "@/ui/check-box";
import { PhoneNumber } from "@/ui/phone-number";
import { SelectBox, type SelectOption } from "@/ui/select-box";
import { TextBox } from "@/ui/text-box";

import { type ChosenFilter, isNarrowed, noFilter, spans } from "./history-filter";
import type { Choices } from "./use-choices";

export interface FilterBarProps {
  readonly filter: ChosenFilter;
  readonly choices: Choices;
  readonly onChange: (filter: ChosenFilter) => void;
}

/** Everything a list of calls can be narrowed by. */
export function FilterBar({ filter, choices, onChange }: FilterBarProps) {
  const { t } = useTranslation();
  const isBooked = filter.span === "booked";
  const change = (part: Partial<ChosenFilter>): void => onChange({ ...filter, ...part });
  return (
    <search className="flex flex-col gap-4 card p-4">
      <TextBox
        label={t("history.search")}
        value={filter.text}
        onChange={(text) => change({ text })}
        type="search"
        end={<Search aria-hidden="true" className="me-3 size-5 text-muted" />}
      />
      <div className="grid grid-cols-[repeat(auto-fill,minmax(10rem,1fr))] gap-4">
        <Choice
          label={t("history.span")}
          value={filter.span}
          // A figure's time cannot be chosen, only be left.
          options={[...spans, ...(isBooked ? (["booked"] as const) : [])].map((value) => ({
            value,
            label: t(`history.spans.${value}`),
          }))}
          onChange={(span) => change({ span: span as ChosenFilter["span"] })}
        />
        {filter.span === "custom" && <Days filter={filter} onChange={change} />}
        <Choice
          label={t("history.direction")}
          value={filter.direction}
          options={[
            { value: "in", label: t("history.incoming") },
            { value: "out", label: t("history.outgoing") },
          ]}
          onChange={(value) => change({ direction: value as ChosenFilter["direction"] })}
          canBeAny
        />
        <Choice
          label={t("history.ending")}
          value={filter.ending}
          options={endings.map((value) => ({ value, label: t(`history.endings.${value}`) }))}
          onChange={(value) => change({ ending: value as ChosenFilter["ending"] })}
          canBeAny
        />
        <Choice
          label={t("history.scope")}
          value={filter.scope}
          options={scopes.map((value) => ({ value, label: t(`history.scopes.${value}`) }))}
          onChange={(value) => change({ scope: value as ChosenFilter["scope"] })}
          canBeAny
        />
        <Choice
          label={t("history.having")}
          value={filter.having}
          options={havings.map((value) => ({ value, label: t(`history.havings.${value}`) }))}
          onChange={(value) => change({ having: value as ChosenFilter["having"] })}
          canBeAny
        />
        <Choice
          label={t("history.queue")}
          value={filter.queue}
          options={choices.queues}
          onChange={(queue) => change({ queue })}
          canBeAny
        />
        <Choice
          label={t("history.outcome")}
          value={filter.outcome}
          options={choices.outcomes}
          onChange={(outcome) => change({ outcome })}
          canBeAny
        />
        <Choice
          label={t("history.agent")}
          value={filter.agent}
          options={choices.agents}
          onChange={(agent) => change({ agent })}
          canBeAny
        />
      </div>
      {isBooked && <BookedIn filter={filter} />}
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <CheckBox isSelected={filter.missedOnly} onChange={(missedOnly) => change({ missedOnly })}>
          {t("history.missedOnly")}
        </CheckBox>
        <CheckBox isSelected={filter.isGrouped} onChange={(isGrouped) => change({ isGrouped })}>
          {t("history.grouped")}
        </CheckBox>
        {filter.key !== "" && (
          <Button
            icon={X}
            label={t("history.anyNumber", { number: filter.number })}
            onPress={() => change({ key: "", number: "" })}
            className="min-h-9"
          >
            <PhoneNumber value={filter.number} />
          </Button>
        )}
        {isNarrowed(filter) && (
          <Button
            look="quiet"
            onPress={() => onChange({ ...noFilter, isGrouped: filter.isGrouped })}
            className="ms-auto"
          >
            {t("history.clearFilters")}
          </Button>
        )}
      </div>
    </search>
  );
}

/** A figure's time by this browser's clock. */
function BookedIn({ filter }: { readonly filter: ChosenFilter }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <p className="text-sm text-muted">
      {t("history.bookedIn", {
        from: format.moment(filter.bookedFrom),
        to: format.moment(filter.bookedTo),
      })}
    </p>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly SelectOption[];
  readonly onChange: (value: string) => void;
  readonly canBeAny?: boolean;
}

/** Not there when there is nothing to choose from; what was chosen before stays. */
function Choice({ label, value, options, onChange, canBeAny = false }: ChoiceProps) {
  const { t } = useTranslation();
  const all = options.some((option) => option.value === value) || value === "";
  const shown = all ? options : [...options, { value, label: value }];
  if (shown.length === 0) return null;
  const any = canBeAny ? [{ value: "", label: t("history.any") }] : [];
  return <SelectBox label={label} value={value} options={[...any, ...shown]} onChange={onChange} />;
}

function Days({
  filter,
  onChange,
}: {
  readonly filter: ChosenFilter;
  readonly onChange: (part: Partial<ChosenFilter>) => void;
}) {
  const { t } = useTranslation();
  return (
    <>
      <DayBox
        label={t("history.from")}
        value={filter.from}
        most={filter.to}
        onChange={(from) => onChange({ from })}
      />
      <DayBox
        label={t("history.to")}
        value={filter.to}
        least={filter.from}
        onChange={(to) => onChange({ to })}
      />
    </>
  );
}

interface DayBoxProps {
  readonly label: string;
  readonly value: string;
  readonly least?: string;
  readonly most?: string;
  readonly onChange: (day: string) => void;
}

/** The browser's own box for a day: it knows the calendar and the order of the agent's country. */
function DayBox({ label, value, least = "", most = "", onChange }: DayBoxProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium text-ink">
        {label}
      </label>
      <input
        id={id}
        type="date"
        value={value}
        min={least}
        max={most}
        onChange={(event) => onChange(event.target.value)}
        className="min-h-11 w-full rounded-lg border border-line-strong bg-field px-3 py-2 text-base text-ink focus-ring"
      />
    </div>
  );
}

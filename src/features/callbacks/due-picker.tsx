import { fromDate, getLocalTimeZone, today } from "@internationalized/date";
import { CalendarDays, ChevronLeft, ChevronRight } from "lucide-react";
import { Button } from "react-aria-components/Button";
import {
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
} from "react-aria-components/Calendar";
import { DateInput, DatePicker, DateSegment } from "react-aria-components/DatePicker";
import { Dialog } from "react-aria-components/Dialog";
import { Group } from "react-aria-components/Group";
import { Heading } from "react-aria-components/Heading";
import { Label } from "react-aria-components/Label";
import { Popover } from "react-aria-components/Popover";

export interface DuePickerProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (at: number) => void;
}

const iconButton =
  "focus-ring inline-flex size-11 shrink-0 cursor-default items-center justify-center rounded-lg text-muted data-hovered:bg-hover data-hovered:text-ink disabled:opacity-45";

/** A day and a time in the zone of the agent's computer: typed part by part, or the day from a calendar. */
export function DuePicker({ label, value, onChange }: DuePickerProps) {
  const zone = getLocalTimeZone();
  return (
    <DatePicker
      value={fromDate(new Date(value), zone)}
      onChange={(next) => {
        // A part that was cleared leaves no moment: the one before stays until it is whole again.
        if (next !== null) onChange(next.toDate().getTime());
      }}
      granularity="minute"
      hideTimeZone
      shouldForceLeadingZeros
      className="flex flex-col gap-1.5"
    >
      <Label className="text-sm font-medium text-ink">{label}</Label>
      <Group className="flex min-h-11 w-fit max-w-full items-center rounded-lg border border-line-strong bg-field ps-3 text-base text-ink focus-ring data-focus-within:border-brand">
        {/* Not flex: time runs from the left in Arabic too, which is left to the marks between the parts. */}
        <DateInput className="block py-1">
          {(segment) => (
            <DateSegment
              segment={segment}
              className="rounded-sm px-0.5 tabular-nums caret-transparent outline-none data-focused:bg-brand data-focused:text-on-brand data-placeholder:text-muted"
            />
          )}
        </DateInput>
        <Button className={iconButton}>
          <CalendarDays aria-hidden="true" className="size-5" />
        </Button>
      </Group>
      <Popover className="card p-4 shadow-lg">
        <Dialog className="outline-none">
          <Calendar minValue={today(zone)}>
            <header className="flex items-center justify-between gap-2 pb-2">
              <Button slot="previous" className={iconButton}>
                <ChevronLeft aria-hidden="true" className="size-5 rtl:-scale-x-100" />
              </Button>
              <Heading className="text-base font-semibold" />
              <Button slot="next" className={iconButton}>
                <ChevronRight aria-hidden="true" className="size-5 rtl:-scale-x-100" />
              </Button>
            </header>
            <CalendarGrid>
              <CalendarGridHeader>
                {(day) => (
                  <CalendarHeaderCell className="size-10 text-xs font-medium text-muted">
                    {day}
                  </CalendarHeaderCell>
                )}
              </CalendarGridHeader>
              <CalendarGridBody>
                {(date) => (
                  <CalendarCell
                    date={date}
                    className="flex size-10 cursor-default items-center justify-center rounded-lg text-sm tabular-nums focus-ring data-disabled:text-muted data-disabled:line-through data-hovered:bg-hover data-outside-month:hidden data-selected:bg-brand data-selected:text-on-brand"
                  />
                )}
              </CalendarGridBody>
            </CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  );
}

import { Download } from "lucide-react";
import { Fragment, Suspense, useId, useMemo, useState } from "react";

import { useDesk } from "@/features/shared/phone-context";
import { useTranslation } from "@/i18n/use-translation";
import type { FigureId } from "@/phone/reports/figure";
import type { Report } from "@/phone/reports/report";
import type { ReportWish } from "@/phone/reports/reports";
import { Button } from "@/ui/button";
import { lazyPart } from "@/ui/lazy-part";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";

import { FigureDetail } from "./figure-detail";
import { FigureTile } from "./figure-tile";
import { groups } from "./groups";
import { ReportFilters } from "./report-filters";
import { ReportTable } from "./report-table";
import { tableCsv } from "./table-csv";
import { useFigureWords } from "./use-figure-words";
import { useReport } from "./use-report";
import { useFirstWeekday, useZoneFormat } from "./use-zone-format";
import { sizesFor, type Wishes } from "./wishes";

const ReportCharts = lazyPart(async () => (await import("./report-charts")).ReportCharts);

const atFirst: Wishes = { span: { kind: "today" }, scope: { kind: "all" }, slots: null };

/** An agent's own figures. */
export function ReportsPage() {
  const { t } = useTranslation();
  const { reports } = useDesk();
  const firstWeekday = useFirstWeekday();
  const [wishes, setWishes] = useState(atFirst);
  const { span, scope } = wishes;
  const sizes = useMemo(
    () => sizesFor(reports.rangeOf({ span, firstWeekday })),
    [reports, span, firstWeekday],
  );
  const slots = wishes.slots ?? sizes[0] ?? "day";
  const wish = useMemo(
    (): ReportWish => ({ span, scope, slots, firstWeekday }),
    [span, scope, slots, firstWeekday],
  );
  const { report, wish: shown, hasFailed, again } = useReport(wish);
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-1">
        <h1 className="text-2xl font-bold">{t("reports.title")}</h1>
        <p className="text-sm text-muted">{t("reports.intro")}</p>
      </div>
      <ReportFilters
        wishes={wishes}
        onChange={setWishes}
        sizes={sizes}
        queues={report?.queues ?? []}
      />
      {hasFailed && (
        <Notice
          tone="danger"
          title={t("reports.failed")}
          action={<Button onPress={again}>{t("reports.again")}</Button>}
        />
      )}
      {report !== null && shown !== null && (
        <>
          <About report={report} />
          <Parts report={report} wish={shown} />
          {groups.map((group) => (
            <Group key={group.id} group={group} report={report} wish={shown} />
          ))}
        </>
      )}
    </div>
  );
}

interface PartProps {
  readonly report: Report;
  readonly wish: ReportWish;
}

/** Of when it is, in which time zone, and how far back anything is known. */
function About({ report }: Pick<PartProps, "report">) {
  const { t } = useTranslation();
  const { reports } = useDesk();
  const zone = useZoneFormat(reports.timeZone);
  const { range, before } = report;
  const { callsSince, shiftsSince, lasting } = report;
  const [first, last] = [zone.day(range.from), zone.day(range.to - 1)];
  return (
    <div role="status">
      <ul className="flex flex-col text-sm text-muted">
        <li>
          {first === last
            ? t("reports.aboutDay", { day: first, zone: reports.timeZone })
            : t("reports.about", { from: first, to: last, zone: reports.timeZone })}
        </li>
        {before !== null && (
          <li>
            {t("reports.beforeHint", {
              from: zone.moment(before.from),
              to: zone.moment(before.to),
            })}
          </li>
        )}
        <li>
          {callsSince === null
            ? t("reports.noneKept")
            : t("reports.since", { moment: zone.moment(callsSince) })}
        </li>
        {shiftsSince !== null && (
          <li>{t("reports.timesSince", { moment: zone.moment(shiftsSince) })}</li>
        )}
        {lasting > 0 && <li>{t("reports.lasting", { count: lasting })}</li>}
      </ul>
    </div>
  );
}

function Parts({ report, wish }: PartProps) {
  const { t } = useTranslation();
  const { reports } = useDesk();
  const zone = useZoneFormat(reports.timeZone);
  const words = useFigureWords();
  const [isTable, setTable] = useState(false);
  const { slots, figures } = report;
  const parts = useMemo(() => zone.slots(slots, wish.slots ?? "day"), [zone, slots, wish.slots]);
  function save(): void {
    const text = tableCsv(slots, figures, {
      from: t("reports.first"),
      to: t("reports.last"),
      of: (id) => words.name(id),
    });
    saveFile(text, reports.dayOf(report.range.from));
  }
  return (
    <Section title={t("reports.course")}>
      {!isTable && (
        // As high as they will be.
        <Suspense fallback={<div className="h-52" />}>
          <ReportCharts parts={parts} slots={slots} />
        </Suspense>
      )}
      <ReportTable
        parts={parts}
        slots={slots}
        figures={figures}
        scope={wish.scope}
        isHidden={!isTable}
      />
      <div className="flex flex-wrap gap-2">
        <Button onPress={() => setTable(!isTable)}>
          {t(isTable ? "reports.showChart" : "reports.showTable")}
        </Button>
        <Button icon={Download} onPress={save}>
          {t("reports.save")}
        </Button>
      </div>
    </Section>
  );
}

function saveFile(text: string, day: { readonly year: number; month: number; day: number }): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `hamsa-reports-${day.year}-${pad(day.month)}-${pad(day.day)}.csv`;
  link.click();
  // The browser has taken it up by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const pad = (value: number): string => String(value).padStart(2, "0");

interface GroupProps extends PartProps {
  readonly group: (typeof groups)[number];
}

function Group({ group, report, wish }: GroupProps) {
  const { t } = useTranslation();
  const { reports } = useDesk();
  const titleId = useId();
  const [open, setOpen] = useState<FigureId | null>(null);
  const targetOf = (id: FigureId): number | null => reports.targets[id] ?? null;
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-3">
      <h2 id={titleId} className="text-lg font-bold">
        {t(`reports.groups.${group.id}`)}
      </h2>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] gap-3">
        {group.figures.map((id) => (
          <Fragment key={id}>
            <li>
              <FigureTile
                figure={report.figures[id]}
                before={report.figuresBefore?.[id] ?? null}
                target={targetOf(id)}
                isOpen={open === id}
                onPress={() => setOpen(open === id ? null : id)}
              />
            </li>
            {open === id && (
              <li className="col-span-full">
                <FigureDetail
                  figure={report.figures[id]}
                  target={targetOf(id)}
                  range={report.range}
                  wish={wish}
                  onClose={() => setOpen(null)}
                />
              </li>
            )}
          </Fragment>
        ))}
      </ul>
    </section>
  );
}

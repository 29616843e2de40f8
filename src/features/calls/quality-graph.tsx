import "uplot/dist/uPlot.min.css";
import { useEffect, useRef } from "react";
import uPlot from "uplot";

import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { QualityPoint } from "@/phone/media/quality/call-quality";

const heightPx = 128;
/** The graph is never narrower in time than this. */
const leastSpanSeconds = 30;

interface Swatches {
  readonly line: HTMLElement;
  readonly loss: HTMLElement;
  readonly grid: HTMLElement;
  readonly words: HTMLElement;
}

/** The score over the last minutes, with the loss as bars below it. */
export function QualityGraph({ points }: { readonly points: readonly QualityPoint[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const frame = useRef<HTMLDivElement>(null);
  const swatches = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const shown = useRef(points);
  useEffect(() => {
    shown.current = points;
    plot.current?.setData(readData(points));
  }, [points]);

  useEffect(() => {
    const target = frame.current;
    const [line, loss, grid, words] = swatches.current?.children ?? [];
    if (target === null || !line || !loss || !grid || !words) return undefined;
    const colours = { line, loss, grid, words } as Swatches;
    const duration = (seconds: number): string => format.duration(Math.abs(seconds) * 1_000);
    const options = chooseOptions(colours, target, duration, (value) => format.number(value, 0));
    const made = new uPlot(options, readData(shown.current), target);
    plot.current = made;
    const resized = new ResizeObserver(() =>
      made.setSize({ width: target.clientWidth, height: heightPx }),
    );
    resized.observe(target);
    return () => {
      resized.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [format]);

  const scores = points.flatMap(({ mos }) => mos ?? []);
  const [first, last] = [points[0], points.at(-1)];
  const spanMs = first === undefined || last === undefined ? 0 : last.at - first.at;
  const words = (score: number | undefined): string =>
    score === undefined || !Number.isFinite(score) ? "—" : format.number(score, 1);
  return (
    <div>
      <div
        ref={frame}
        role="img"
        aria-label={t("quality.graph", {
          duration: format.duration(spanMs),
          now: words(scores.at(-1)),
          least: words(Math.min(...scores)),
        })}
        className="h-32 overflow-hidden"
      />
      {/* A canvas knows no style sheet: what it draws with is read from these, at each drawing. */}
      <div ref={swatches} aria-hidden="true" className="hidden">
        <i className="text-brand" />
        <i className="text-danger" />
        <i className="text-line" />
        <i className="text-muted" />
      </div>
    </div>
  );
}

function chooseOptions(
  colours: Swatches,
  target: HTMLElement,
  duration: (seconds: number) => string,
  number: (value: number) => string,
): uPlot.Options {
  const colour = (of: keyof Swatches) => () => getComputedStyle(colours[of]).color;
  const style = getComputedStyle(target);
  const isRightToLeft = style.direction === "rtl";
  const axis = {
    stroke: colour("words"),
    grid: { stroke: colour("grid"), width: 1 },
    ticks: { show: false },
    font: `11px ${style.fontFamily}`,
  };
  return {
    width: target.clientWidth,
    height: heightPx,
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 16, 0, 16],
    scales: {
      // Time goes the way of reading.
      x: {
        time: false,
        dir: isRightToLeft ? -1 : 1,
        range: (_, least) => [Math.min(least ?? 0, -leastSpanSeconds), 0],
      },
      mos: { range: [1, 4.6] },
      loss: { range: (_, _least, most) => [0, Math.max(20, most ?? 0)] },
    },
    axes: [
      { ...axis, size: 20, space: 60, values: (_, seconds) => seconds.map(duration) },
      {
        ...axis,
        scale: "mos",
        side: isRightToLeft ? 1 : 3,
        size: 24,
        splits: [1, 2, 3, 4],
        values: (_, scores) => scores.map(number),
      },
    ],
    series: [
      {},
      { scale: "mos", stroke: colour("line"), width: 2, points: { show: false } },
      {
        scale: "loss",
        fill: colour("loss"),
        stroke: colour("loss"),
        width: 0,
        points: { show: false },
        ...(uPlot.paths.bars ? { paths: uPlot.paths.bars({ size: [0.8, 6] }) } : {}),
      },
    ],
  };
}

function readData(points: readonly QualityPoint[]): uPlot.AlignedData {
  const end = points.at(-1)?.at ?? 0;
  return [
    points.map(({ at }) => (at - end) / 1_000),
    points.map(({ mos }) => mos),
    // Nothing lost draws nothing.
    points.map(({ lossPercent }) => lossPercent || null),
  ];
}

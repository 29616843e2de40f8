import "uplot/dist/uPlot.min.css";
import { useEffect, useRef } from "react";
import uPlot from "uplot";

const heightPx = 176;

export interface BarSeries {
  readonly name: string;
  /** A text colour, which it is drawn in. */
  readonly look: string;
  /** One for each part; `null`: not known. */
  readonly values: readonly (number | null)[];
}

export interface StackedBarsProps {
  readonly title: string;
  readonly parts: readonly string[];
  /** From the bottom up. */
  readonly series: readonly BarSeries[];
  readonly say: (value: number) => string;
  /** The axis is split in whole multiples of one of these. */
  readonly steps: readonly number[];
}

/**
 * Bars on top of each other, for each part of a range. It is a picture for the eye: the same is in the table beside it,
 * which is what is read aloud.
 */
export function StackedBars({ title, parts, series, say, steps }: StackedBarsProps) {
  const frame = useRef<HTMLDivElement>(null);
  const swatches = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const target = frame.current;
    const colours = [...(swatches.current?.children ?? [])];
    if (target === null || colours.length === 0) return undefined;
    const options = chooseOptions({ target, colours, parts, series, say, steps });
    const made = new uPlot(options, stack(series, parts.length), target);
    const resized = new ResizeObserver(() =>
      made.setSize({ width: target.clientWidth, height: heightPx }),
    );
    resized.observe(target);
    return () => {
      resized.disconnect();
      made.destroy();
    };
  }, [parts, series, say, steps]);
  return (
    <figure aria-hidden="true" className="flex min-w-0 flex-col gap-2">
      <figcaption className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
        <span className="font-semibold">{title}</span>
        {series.map(({ name, look }) => (
          <span key={name} className="flex items-center gap-1.5 text-muted">
            <span className={`${look} size-3 rounded-sm bg-current`} />
            {name}
          </span>
        ))}
      </figcaption>
      <div ref={frame} className="h-44 overflow-hidden" />
      {/* A canvas knows no style sheet: what it draws with is read from these, at each drawing. */}
      <div ref={swatches} className="hidden">
        <i className="text-line" />
        <i className="text-muted" />
        {series.map(({ name, look }) => (
          <i key={name} className={look} />
        ))}
      </div>
    </figure>
  );
}

type Drawing = Omit<StackedBarsProps, "title"> & {
  readonly target: HTMLElement;
  readonly colours: readonly Element[];
};

function chooseOptions({ target, colours, parts, series, say, steps }: Drawing): uPlot.Options {
  const colour = (index: number) => (): string => {
    const swatch = colours[index];
    return swatch === undefined ? "" : getComputedStyle(swatch).color;
  };
  const style = getComputedStyle(target);
  const isRightToLeft = style.direction === "rtl";
  const axis = {
    stroke: colour(1),
    grid: { stroke: colour(0), width: 1 },
    ticks: { show: false },
    font: `11px ${style.fontFamily}`,
  };
  const bars = uPlot.paths.bars?.({ size: [0.7, 40] });
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
        range: () => [-0.6, parts.length - 0.4],
      },
      y: { range: (_, _least, most) => [0, Math.max(steps[0] ?? 1, most ?? 0)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 24,
        // No label over another: about 7 pixels a letter.
        space: 16 + 7 * Math.max(0, ...parts.map(({ length }) => length)),
        incrs: [1, 2, 3, 4, 6, 7, 12, 14, 24, 28, 48],
        values: (_, indices) => indices.map((index) => parts[index] ?? ""),
      },
      {
        ...axis,
        side: isRightToLeft ? 1 : 3,
        size: 56,
        space: 32,
        incrs: [...steps],
        values: (_, values) => values.map(say),
      },
    ],
    // The tallest first: the others are drawn over it.
    series: [
      {},
      ...series
        .map((_, index) => ({
          fill: colour(index + 2),
          stroke: colour(index + 2),
          width: 0,
          points: { show: false },
          ...(bars === undefined ? {} : { paths: bars }),
        }))
        .toReversed(),
    ],
  };
}

/** Each series on top of those before it, the tallest first. */
function stack(series: readonly BarSeries[], count: number): uPlot.AlignedData {
  const below = Array.from({ length: count }, () => 0);
  const tops = series.map(({ values }) =>
    values.map((value, index) => {
      if (value === null) return null;
      below[index] = (below[index] ?? 0) + value;
      return below[index] === 0 ? null : (below[index] ?? null);
    }),
  );
  return [below.map((_, index) => index), ...tops.toReversed()];
}

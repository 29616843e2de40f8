import type { Row } from "./figures";
import { type Spread, spreadOf } from "./spread";

export interface Drawing {
  readonly title: string;
  readonly groups: readonly { readonly title: string; readonly rows: readonly Row[] }[];
  readonly isLog: boolean;
}

const width = 760;
const left = 190;
const right = 80;
const rowHeight = 22;
const groupHead = 34;
const head = 56;
const axisHeight = 34;

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Its own ground: a page in the dark may be shown by a browser in the light. */
const style = `
  .ground { fill: #ffffff; stroke: #d0d7de }
  text { fill: #1f2328; font: 13px system-ui, sans-serif }
  .title { font-weight: 600; font-size: 15px }
  .small { fill: #59636e; font-size: 11px }
  .grid { stroke: #d8dee4 }
  .whisker { stroke: #818b98 }
  .box { fill: #818b98 }
  .middle { fill: #1f2328 }
  .ours { fill: #0969da; stroke: #0969da }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117; stroke: #3d444d }
    text { fill: #f0f6fc }
    .small { fill: #9198a1 }
    .grid { stroke: #262c36 }
    .whisker { stroke: #7d8590 }
    .box { fill: #7d8590 }
    .middle { fill: #f0f6fc }
    .ours { fill: #58a6ff; stroke: #58a6ff }
  }`;

/** Round steps, some five of them up to the most. */
function ticksUpTo(most: number, isLog: boolean): readonly number[] {
  if (isLog) {
    const decades = [1, 10, 100, 1_000, 10_000, 100_000];
    return decades.filter((tick) => tick <= most * 10);
  }
  const rough = most / 5;
  const decade = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * decade).find((each) => each >= rough) ?? rough;
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, at) => at * step);
}

const timeWords = (ms: number): string => (ms >= 1_000 ? `${ms / 1_000} s` : `${ms} ms`);

function drawRow(of: string, spread: Spread, y: number, place: (ms: number) => number): string {
  const { p25, median, p75, max } = spread;
  const own = of.startsWith("Hamsa") ? " ours" : "";
  const middle = y + rowHeight / 2;
  const said = median < 100 ? median.toFixed(1) : median.toFixed(0);
  const box = Math.max(place(p75) - place(p25), 2);
  return [
    `<text x="${left - 10}" y="${middle + 4}" text-anchor="end">${escape(of)}</text>`,
    `<line class="whisker${own}" x1="${place(p25)}" y1="${middle}" x2="${place(max)}" y2="${middle}"/>`,
    `<rect class="box${own}" x="${place(p25)}" y="${middle - 5}" width="${box}" height="10" rx="2"/>`,
    `<circle class="middle" cx="${place(median)}" cy="${middle}" r="3.5"/>`,
    `<text class="small" x="${place(max) + 8}" y="${middle + 4}">${said}</text>`,
  ].join("\n");
}

/** Medians as dots, the middle half as bars, lines up to the longest: one group under the other, on one scale. */
export function drawSpreads({ title, groups, isLog }: Drawing): string {
  const drawn = groups.map((group) => ({
    title: group.title,
    rows: group.rows.flatMap(({ of, values }) => {
      const spread = spreadOf(values);
      return spread === null ? [] : [{ of, spread }];
    }),
  }));
  const most = Math.max(1, ...drawn.flatMap(({ rows }) => rows.map(({ spread }) => spread.max)));
  const ticks = ticksUpTo(most, isLog);
  const top = ticks.at(-1) ?? most;
  const share = (ms: number): number =>
    isLog ? Math.log10(Math.max(ms, 1)) / Math.log10(top) : ms / top;
  const place = (ms: number): number =>
    Math.round((left + share(ms) * (width - left - right)) * 10) / 10;
  const height =
    head +
    axisHeight +
    drawn.reduce((sum, { rows }) => sum + groupHead + rows.length * rowHeight, 0);
  const parts: string[] = [];
  for (const tick of ticks) {
    const x = place(tick);
    parts.push(
      `<line class="grid" x1="${x}" y1="${head}" x2="${x}" y2="${height - axisHeight}"/>`,
      `<text class="small" x="${x}" y="${height - 14}" text-anchor="middle">${timeWords(tick)}</text>`,
    );
  }
  let y = head;
  for (const { title: of, rows } of drawn) {
    parts.push(`<text class="small" x="16" y="${y + 22}">${escape(of)}</text>`);
    y += groupHead;
    for (const row of rows) {
      parts.push(drawRow(row.of, row.spread, y, place));
      y += rowHeight;
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(title)}">
<style>${style}
</style>
<rect class="ground" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="6"/>
<text class="title" x="16" y="26">${escape(title)}</text>
<text class="small" x="16" y="44">dot: median; bar: the middle half; line: up to the longest</text>
${parts.join("\n")}
</svg>
`;
}

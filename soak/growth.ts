/** A straight line through figures, and how well they fit it. */
export interface Growth {
  /** Per step. */
  readonly slope: number;
  /** Half of the 95 % interval of the slope. */
  readonly plusMinus: number;
}

/** Two-sided 95 % of Student's t for so many degrees of freedom; above 30 the normal one is near enough. */
const student = [
  12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.2, 2.18, 2.16, 2.14, 2.13, 2.12,
  2.11, 2.1, 2.09, 2.09, 2.08, 2.07, 2.07, 2.06, 2.06, 2.06, 2.05, 2.05, 2.05, 2.04,
];
const normal = 1.96;

/** Least squares. `null` for fewer than three points: they say nothing about their own scatter. */
export function fitGrowth(points: readonly (readonly [x: number, y: number])[]): Growth | null {
  const count = points.length;
  if (count < 3) return null;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / count;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / count;
  const spreadX = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  if (spreadX === 0) return null;
  const slope = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spreadX;
  const left = points.reduce((sum, [x, y]) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0);
  const freedom = count - 2;
  const plusMinus = Math.sqrt(left / freedom / spreadX) * (student[freedom - 1] ?? normal);
  return { slope, plusMinus };
}

/** What a supervisor thinks of a call that they listened to. */
export interface ScoreCardRow {
  readonly id: string;
  /** Extensions. */
  readonly agent: string;
  readonly supervisor: string;
  /** When it was listened to, in milliseconds since 1970. */
  readonly at: number;
  /** Points by question; one that is missing was not judged. */
  readonly marks: Readonly<Record<string, number>>;
  readonly note: string;
}

export interface Question {
  readonly id: string;
  /** As many points as it may be given; 0 is the least. */
  readonly most: number;
}

export interface Score {
  readonly points: number;
  /** Of the questions that were judged. */
  readonly most: number;
  /** `null`: nothing was judged. */
  readonly percent: number | null;
}

/** What the marks come to. Questions without a mark do not count; marks of questions that are gone neither. Pure. */
export function scoreOf(questions: readonly Question[], marks: ScoreCardRow["marks"]): Score {
  const judged = questions.flatMap(({ id, most }) => {
    const points = Object.hasOwn(marks, id) ? marks[id] : undefined;
    const isMark = points !== undefined && Number.isFinite(points);
    return isMark ? [{ points: Math.min(most, Math.max(0, points)), most }] : [];
  });
  const points = judged.reduce((sum, each) => sum + each.points, 0);
  const most = judged.reduce((sum, each) => sum + each.most, 0);
  return { points, most, percent: most === 0 ? null : Math.round((points / most) * 100) };
}

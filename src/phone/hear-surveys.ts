import type { Commands } from "./commands/commands";
import type { History } from "./history/history";
import type { Survey } from "./history/history-row";

/** Survey results come soon after their call, or with the next sign-in. */
const newestCalls = 200;

export interface SurveyNews {
  /** The phone system's id of the call. */
  readonly callUuid: string;
  readonly survey: Survey;
}

/** `survey <uuid> csat=4`, `nps=9` or both: what a customer answered after a call; `null` for every other line. Hostile. */
export function readSurvey(line: string): SurveyNews | null {
  const [, callUuid, answers] =
    /^survey ([\w.:-]{1,80})((?: (?:csat|nps)=\d{1,2}){1,2})$/.exec(line.trim()) ?? [];
  if (callUuid === undefined || answers === undefined) return null;
  const read = (name: string, least: number, most: number): number | null => {
    const figure = Number(new RegExp(` ${name}=(\\d+)`).exec(answers)?.[1] ?? Number.NaN);
    return figure >= least && figure <= most ? figure : null;
  };
  const survey = { csat: read("csat", 1, 5), nps: read("nps", 0, 10) };
  return survey.csat === null && survey.nps === null ? null : { callUuid, survey };
}

export interface HearSurveysOptions {
  readonly commands: Pick<Commands, "watch">;
  readonly history: Pick<History, "search" | "annotate">;
}

/** Puts what customers answered to their calls. The same answer twice changes nothing. */
export function hearSurveys({ commands, history }: HearSurveysOptions): void {
  async function keep({ callUuid, survey }: SurveyNews): Promise<void> {
    const rows = await history.search({ text: "", missedOnly: false, limit: newestCalls });
    const row = rows.find((each) => each.callUuid === callUuid && each.answeredAt !== null);
    if (row !== undefined) await history.annotate(row.id, { survey });
  }
  commands.watch((text) => {
    const news = readSurvey(text);
    if (news !== null) void keep(news).catch(() => undefined);
  });
}

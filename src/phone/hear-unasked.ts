import type { Calls } from "./calls/calls";
import type { Commands } from "./commands/commands";
import { hearSurveys, type HearSurveysOptions } from "./hear-surveys";

export interface HearUnaskedOptions extends HearSurveysOptions {
  readonly commands: Pick<Commands, "watch">;
  readonly calls: Pick<Calls, "memberLeft">;
}

/** What the phone system tells of calls without being asked: who has left a conference, and answers to surveys. */
export function hearUnasked({ commands, calls, history }: HearUnaskedOptions): void {
  commands.watch((text) => {
    const [, room, digit] = /^conf (\d{8}) left ([1-9])$/.exec(text) ?? [];
    if (room !== undefined) calls.memberLeft(room, Number(digit));
  });
  hearSurveys({ commands, history });
}

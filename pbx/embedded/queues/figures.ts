/** What a queue has come to since the switch runs; averages as Asterisk's `app_queue` counts them. */
export interface Figures {
  abandoned(): void;
  answered(waitedSeconds: number): void;
  completed(talkSeconds: number): void;
  read(): {
    readonly holdSeconds: number;
    readonly talkSeconds: number;
    readonly completed: number;
    readonly abandoned: number;
    readonly serviceLevelPercent: number;
  };
}

/** A quarter of what is new: `((old << 2) - old + new) >> 2`. */
function moved(old: number, latest: number): number {
  return Math.floor((3 * old + latest) / 4);
}

export function createFigures(serviceLevelSeconds: number): Figures {
  let [holdSeconds, talkSeconds, completed, abandoned, inTime] = [0, 0, 0, 0, 0];
  return {
    abandoned: () => void (abandoned += 1),
    answered(waitedSeconds) {
      holdSeconds = moved(holdSeconds, Math.round(waitedSeconds));
      if (waitedSeconds <= serviceLevelSeconds) inTime += 1;
    },
    completed(seconds) {
      completed += 1;
      talkSeconds = moved(talkSeconds, Math.round(seconds));
    },
    read: () => ({
      holdSeconds,
      talkSeconds,
      completed,
      abandoned,
      serviceLevelPercent: completed === 0 ? 0 : Math.min(100, (100 * inTime) / completed),
    }),
  };
}

/** How a queue stands, in the words of its presence. */
export interface QueueStanding extends ReturnType<Figures["read"]> {
  readonly waiting: number;
  /** Unix time since which the first one waits; 0: nobody does. */
  readonly oldestSeconds: number;
  readonly loggedIn: number;
  readonly ready: number;
  readonly free: number;
}

/** All but the time of the text. */
export function standingText(standing: QueueStanding): string {
  const { waiting, oldestSeconds, loggedIn, ready, free, holdSeconds, talkSeconds } = standing;
  const { completed, abandoned, serviceLevelPercent } = standing;
  return (
    `w=${waiting}&o=${oldestSeconds}&l=${loggedIn}&r=${ready}&f=${free}&h=${holdSeconds}&k=${talkSeconds}` +
    `&c=${completed}&a=${abandoned}&s=${serviceLevelPercent.toFixed(1)}`
  );
}

import type { Commands } from "@/phone/commands/commands";
import { toProblem } from "@/phone/errors";

/** Tells the phone system what the desk is doing, whenever that is something else than it knows. */
export interface TellDesk {
  /** Something may have changed. */
  soon(): void;
  linkUp(): void;
  linkDown(): void;
  second(at: number): void;
}

const settleMs = 200;
const againMs = 30_000;

export interface TellDeskOptions {
  readonly commands: Pick<Commands, "order">;
  /** What is to be told; `null`: nothing yet. */
  readonly summary: () => string | null;
  readonly now: () => number;
}

export function createTellDesk({ commands, summary, now }: TellDeskOptions): TellDesk {
  let isUp = false;
  /** A phone system that does not know the command is not asked again on this connection. */
  let isRefused = false;
  let told: string | null = null;
  let triedAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function tell(): Promise<void> {
    timer = undefined;
    const text = summary();
    if (!isUp || isRefused || text === null || text === told) return;
    told = text;
    triedAt = now();
    try {
      await commands.order(`desk ${text}`);
    } catch (error) {
      const { detail } = toProblem(error);
      told = null;
      if ("answer" in detail || "status" in detail) isRefused = true;
    }
  }

  function soon(): void {
    if (isUp && !isRefused) timer ??= setTimeout(() => void tell(), settleMs);
  }

  return {
    soon,
    linkUp() {
      isUp = true;
      isRefused = false;
      told = null;
      soon();
    },
    linkDown() {
      isUp = false;
      clearTimeout(timer);
      timer = undefined;
    },
    second(at) {
      if (told === null && at - triedAt > againMs) soon();
    },
  };
}

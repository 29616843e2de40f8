import type { Problem } from "@/phone/errors";

export interface Registration {
  readonly pbx: string | null;
  /** Contacts of the same address that are not ours. */
  readonly others: number;
}

/** One signed-in line. Rejections are `PhoneError`s. */
export interface Line {
  /** Opens the socket to this server, and leaves any other. Resolves when it is open, at once if it was. */
  connect(server: string): Promise<void>;
  /** Whether this server answers, asked on a socket of its own; nothing else is touched. */
  answers(server: string): Promise<boolean>;
  /** Sound flows in a call, or one is being taken over: another server would not know it. */
  isTied(): boolean;
  /** Registers, or registers anew. Refreshes happen by themselves afterwards. */
  register(): Promise<Registration>;
  /** Asks whether the phone system is there. Rejects, and lets go of the socket, when it does not answer. */
  probe(timeoutMs?: number): Promise<void>;
  /** Asks the phone system to forget us; gives up after a moment. */
  unregister(): Promise<void>;
  /** Drops everything: timers, socket, sessions. */
  close(): void;
}

/** What a line tells without being asked. */
export interface LineSink {
  socketLost(problem: Problem): void;
  /** A refresh was refused or ran out. */
  registrationLost(problem: Problem): void;
  /** The phone system has answered or sent something. */
  proven(at: number): void;
}

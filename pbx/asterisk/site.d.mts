export interface SiteUser {
  readonly extension: string;
  readonly name: string;
  readonly role: "agent" | "supervisor";
  readonly password: string;
  /** Of the mailbox, asked for by *98. */
  readonly pin: string;
  /** Whether voicemail answers for this user; otherwise the caller is told busy, no answer or not available. */
  readonly voicemail: boolean;
  /** Names of the queues the user may join. */
  readonly queues: readonly string[];
  /** Supervisors only: whom they may listen to. */
  readonly listensTo?: "all" | readonly string[];
}

export interface SiteQueue {
  readonly number: string;
  readonly name: string;
  readonly label: string;
  readonly strategy: "ringall" | "leastrecent" | "fewestcalls" | "random" | "rrmemory" | "linear";
  readonly ringSeconds: number;
  readonly wrapUpSeconds: number;
  readonly serviceLevelSeconds: number;
}

export interface Site {
  readonly timeouts: {
    readonly ringSeconds: number;
    readonly rtpSeconds: number;
    readonly rtpOnHoldSeconds: number;
  };
  readonly users: readonly SiteUser[];
  readonly queues: readonly SiteQueue[];
}

/** Gives back the site as it was given when it is right; throws with every mistake named when it is not. */
export function readSite(site: unknown): Site;

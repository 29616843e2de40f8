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
  /** Which of the site's numbers the user may show to the outside; without it all of them. */
  readonly callerNumbers?: readonly string[];
}

/** The telephone network. */
export interface SiteOutside {
  /** Where calls to the outside go and come from, over SIP and UDP; `null`: they are simulated. */
  readonly trunk: { readonly host: string; readonly port: number } | null;
  /** Numbers that may be shown to the outside; the first one to everybody who does not choose. */
  readonly callerNumbers: readonly { readonly number: string; readonly label: string }[];
  /** Where calls from the outside go: a user's extension or a queue's number. */
  readonly numbers: readonly { readonly number: string; readonly to: string }[];
  /** Dialled as they are. */
  readonly emergency: readonly string[];
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
    /** How long a parked call waits before it rings at whoever parked it. */
    readonly parkingSeconds: number;
    readonly rtpSeconds: number;
    readonly rtpOnHoldSeconds: number;
  };
  readonly users: readonly SiteUser[];
  readonly queues: readonly SiteQueue[];
  readonly outside: SiteOutside;
}

/** Gives back the site as it was given when it is right; throws with every mistake named when it is not. */
export function readSite(site: unknown): Site;

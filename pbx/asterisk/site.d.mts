export interface SiteMembership {
  readonly name: string;
  readonly penalty: number;
}

export interface SiteUser {
  readonly extension: string;
  readonly name: string;
  readonly role: "agent" | "supervisor" | "administrator";
  readonly password: string;
  /** Of the mailbox, asked for by *98. */
  readonly pin: string;
  /** Whether voicemail answers for this user; otherwise the caller is told busy, no answer or not available. */
  readonly voicemail: boolean;
  /** The queues the user may join. A call goes to the lowest penalty first (0 if nothing is said). */
  readonly queues: readonly (string | SiteMembership)[];
  /** Supervisors and administrators: whom they may listen to and help. Without it supervisors nobody, administrators all. */
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

type Language = "en" | "ar" | "fi";

/** A clip of pbx/embedded/prompts that is said before the call ends, or the number of a user, a queue or a menu. */
export type SiteDestination = { readonly play: string } | { readonly to: string };

export interface SiteQueue {
  readonly number: string;
  readonly name: string;
  readonly label: string;
  /** What people call it, by language; without it the label. */
  readonly names?: Partial<Readonly<Record<Language, string>>>;
  readonly strategy: "ringall" | "leastrecent" | "fewestcalls" | "random" | "rrmemory" | "linear";
  /** How long each member rings. */
  readonly ringSeconds: number;
  /** Pauses a member when a call has ended; how long is the agent's phone's matter. Off if nothing is said. */
  readonly wrapUp?: { readonly mode: "off" | "fixed" | "untilDone"; readonly seconds?: number };
  /** Whether a member who did not answer or declined is paused; they stay if nothing is said. */
  readonly missed?: "stay" | "pause";
  readonly serviceLevelSeconds: number;
  /** What callers are spoken to in; English if nothing is said. */
  readonly language?: Language;
  /** In the site's time zone, Monday is 1; `null` or nothing: always open. */
  readonly hours?:
    | readonly { readonly days: readonly number[]; readonly from: string; readonly to: string }[]
    | null;
  readonly mostWaiting?: number | null;
  readonly longestWaitSeconds?: number;
  readonly whenClosed?: SiteDestination;
  readonly whenFull?: SiteDestination;
  /** When no member is logged in; without it callers wait. */
  readonly whenNobody?: SiteDestination | null;
  readonly whenTooLong?: SiteDestination;
  /** How often the position and the callback are told. */
  readonly announceSeconds?: number;
  readonly announcePosition?: boolean;
  /** Whether callers may ask to be called back. */
  readonly callback?: boolean;
  /** Whether customers are asked how the call was when the agent has hung up. */
  readonly survey?: boolean;
}

/** A number that asks callers to press a key. */
export interface SiteMenu {
  readonly number: string;
  readonly language: Language;
  readonly play: string;
  readonly choices: readonly {
    readonly key: string;
    readonly label: string;
    readonly to: string;
  }[];
  /** For whoever presses nothing three times. */
  readonly otherwise: SiteDestination;
}

/** What agents are told of those who listen to them. */
export interface SiteSupervision {
  /** Of every change of mode; of whispering and joining; of it once it is over; not at all. `whispered` if nothing is said. */
  readonly tell?: "always" | "whispered" | "afterwards" | "never";
  /** Whether agents may read what was done to them; they may if nothing is said. */
  readonly journal?: boolean;
}

export interface Site {
  readonly timeouts: {
    readonly ringSeconds: number;
    /** How long a parked call waits before it rings at whoever parked it. */
    readonly parkingSeconds: number;
    readonly rtpSeconds: number;
    readonly rtpOnHoldSeconds: number;
  };
  /** IANA name; UTC if nothing is said. */
  readonly timeZone?: string;
  readonly users: readonly SiteUser[];
  readonly queues: readonly SiteQueue[];
  readonly menus?: readonly SiteMenu[];
  readonly outside: SiteOutside;
  readonly supervision?: SiteSupervision;
}

/** Gives back the site as it was given when it is right; throws with every mistake named when it is not. */
export function readSite(site: unknown): Site;

// Who hears whom. The whole answer is in this file; the mixer only adds up what it says.

export const spyModes = ["monitor", "whisper", "barge"] as const;

/** Who hears a supervisor that listens: nobody, the agent, everybody. In this order each is heard by more. */
export type SpyMode = (typeof spyModes)[number];

export interface Spying {
  /** Id of the seat whose call is listened to: the agent's. */
  readonly agent: string;
  readonly mode: SpyMode;
}

export interface Seat {
  readonly id: string;
  /** null: it is a party of the call. */
  readonly spying: Spying | null;
  /** This party has put the call on hold. */
  readonly holding: boolean;
  /** What it hears while nobody else is there: its next partner rings, or it is parked. */
  readonly alone: "silence" | "ringback" | "holdMusic";
}

export type Sound =
  | { readonly kind: "voice"; readonly of: string }
  | { readonly kind: "holdMusic" }
  | { readonly kind: "ringback" };

/** Which parties of the call hear a supervisor. Other supervisors never do, as in Asterisk. */
const heardBy: Readonly<Record<SpyMode, { readonly agent: boolean; readonly others: boolean }>> = {
  monitor: { agent: false, others: false },
  whisper: { agent: true, others: false },
  barge: { agent: true, others: true },
};

const isParty = (seat: Seat): boolean => seat.spying === null;

function isHeard(spying: Spying, listener: Seat): boolean {
  const { agent, others } = heardBy[spying.mode];
  return listener.id === spying.agent ? agent : others;
}

function voices(seats: readonly Seat[]): Sound[] {
  return seats.map(({ id }) => ({ kind: "voice", of: id }));
}

/** Music plays only when everybody else holds. */
function ofParties(listener: Seat, others: readonly Seat[]): Sound[] {
  if (others.length === 0) return listener.alone === "silence" ? [] : [{ kind: listener.alone }];
  const speaking = others.filter((seat) => !seat.holding);
  return speaking.length === 0 ? [{ kind: "holdMusic" }] : voices(speaking);
}

/**
 * What one seat hears of a room. null: it gets nothing at all, not even silence, as a party that
 * holds asked for (Asterisk sends a holder 0 packets). What the parties hear of each other does not
 * depend on who listens: a supervisor is only ever added to it.
 */
export function hearing(listener: Seat, room: readonly Seat[]): readonly Sound[] | null {
  if (listener.holding) return null;
  const parties = room.filter((seat) => isParty(seat) && seat.id !== listener.id);
  if (!isParty(listener)) return voices(parties.filter((seat) => !seat.holding));
  const supervisors = room.filter(
    ({ spying, holding }) => spying !== null && !holding && isHeard(spying, listener),
  );
  return [...ofParties(listener, parties), ...voices(supervisors)];
}

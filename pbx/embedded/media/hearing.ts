// Who hears whom. The whole answer is in this file; the mixer only adds up what it says.

/** Supervision will add "monitor", "whisper" and "barge": new rows and columns of `hears`. */
type Role = "talker";

export interface Seat {
  readonly id: string;
  readonly role: Role;
  /** This party has put the call on hold. */
  readonly holding: boolean;
  /** What it hears while nobody else is there: its next partner rings, or it is parked. */
  readonly alone: "silence" | "ringback" | "holdMusic";
}

export type Sound =
  | { readonly kind: "voice"; readonly of: string }
  | { readonly kind: "holdMusic" }
  | { readonly kind: "ringback" };

/** hears[listener][speaker] */
const hears: Readonly<Record<Role, Readonly<Record<Role, boolean>>>> = {
  talker: { talker: true },
};

/**
 * What one seat hears of a room. null: it gets nothing at all, not even silence, as a party that
 * holds asked for (Asterisk sends a holder 0 packets). Music plays only when everybody else holds.
 */
export function hearing(listener: Seat, room: readonly Seat[]): readonly Sound[] | null {
  if (listener.holding) return null;
  const others = room.filter((seat) => seat.id !== listener.id);
  if (others.length === 0) return listener.alone === "silence" ? [] : [{ kind: listener.alone }];
  const speaking = others.filter((seat) => !seat.holding);
  if (speaking.length === 0) return [{ kind: "holdMusic" }];
  return speaking
    .filter((speaker) => hears[listener.role][speaker.role])
    .map((speaker) => ({ kind: "voice", of: speaker.id }));
}

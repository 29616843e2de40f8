const types = ["not_set", "unavailable", "available", "away", "xa", "chat", "dnd"] as const;

/** What a user says of himself, as Asterisk's presence state: whether he is there, in which way, in a word of his own. */
export interface Presence {
  readonly type: (typeof types)[number];
  readonly subtype: string;
  readonly text: string;
}

export const notSet: Presence = { type: "not_set", subtype: "", text: "" };

/** `type,subtype,text`; null: no such type, or a comma in the text, which Asterisk does not take either. */
export function readPresence(words: string): Presence | null {
  const [first = "", subtype = "", text = "", ...more] = words.split(",");
  const type = types.find((candidate) => candidate === first);
  return type === undefined || more.length > 0 ? null : { type, subtype, text };
}

export interface Presences {
  of(user: string): Presence;
  set(user: string, presence: Presence): void;
}

export function createPresences(changed: () => void): Presences {
  const presences = new Map<string, Presence>();
  return {
    of: (user) => presences.get(user) ?? notSet,
    set(user, presence) {
      presences.set(user, presence);
      changed();
    },
  };
}

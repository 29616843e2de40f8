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
  /** What a user's phone says of itself; nothing looks inside. An empty one: it says nothing any more. */
  setDesk(user: string, summary: string): void;
  /** As whoever watches reads it: the text, and what the phone says, if it has said something. */
  shownOf(user: string): Presence;
}

export function createPresences(changed: () => void): Presences {
  const presences = new Map<string, Presence>();
  const desks = new Map<string, string>();
  const of = (user: string): Presence => presences.get(user) ?? notSet;
  return {
    of,
    set(user, presence) {
      presences.set(user, presence);
      changed();
    },
    setDesk(user, summary) {
      if (summary === "") desks.delete(user);
      else desks.set(user, summary);
      changed();
    },
    shownOf(user) {
      const own = of(user);
      const desk = desks.get(user);
      if (desk === undefined) return own;
      return { ...own, text: `r=${own.text.replace(/[&=]/g, "")}&${desk}` };
    },
  };
}

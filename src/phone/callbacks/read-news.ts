import { cleanName } from "@/lib/clean-name";

/** What the phone system tells of callers who wait for a call of ours. */
export type News =
  /** A caller has left a queue without having talked with anybody. */
  | {
      readonly type: "lost";
      readonly uuid: string;
      readonly queue: string;
      readonly number: string;
      readonly name: string | null;
    }
  /** A colleague has talked with this number. */
  | { readonly type: "called"; readonly number: string; readonly by: string }
  /** A caller has left a queue and wants to be called back. */
  | {
      readonly type: "callback";
      readonly uuid: string;
      readonly queue: string;
      readonly number: string;
      readonly name: string | null;
      readonly at: number;
    }
  | { readonly type: "taken" | "done"; readonly uuid: string; readonly by: string };

const uuid = "([\\w.-]{1,64})";
const queue = "([\\w.-]{1,40})";
const number = "(\\+?[0-9*#]{1,32})";
const extension = "([0-9]{2,8})";
const epoch = "([0-9]{9,11})";
/** Percent-encoded, so that it is one word. */
const name = "(?: ([\\w.~%-]{1,800}))?";

const lost = new RegExp(`^lost ${uuid} ${queue} ${number} ${epoch} [0-9]{1,6}${name}$`);
const called = new RegExp(`^called ${number} ${extension} ${epoch}$`);
const callback = new RegExp(`^callback ${uuid} ${queue} ${number} ${epoch}${name}$`);
const taken = new RegExp(`^(taken|done) ${uuid} ${extension}$`);

/**
 * A line of the phone system: hostile in its form, since names and numbers in it come from whoever calls. `null` for any
 * other line, and for a caller without a number, whom nobody can call back.
 */
export function readNews(text: string): News | null {
  let found = lost.exec(text);
  if (found !== null) {
    const [, id = "", of = "", from = "", , said] = found;
    return { type: "lost", uuid: id, queue: of, number: from, name: readName(said) };
  }
  found = called.exec(text);
  if (found !== null) {
    const [, with_ = "", by = ""] = found;
    return { type: "called", number: with_, by };
  }
  found = callback.exec(text);
  if (found !== null) {
    const [, id = "", of = "", from = "", seconds = "", said] = found;
    const at = Number(seconds) * 1_000;
    return { type: "callback", uuid: id, queue: of, number: from, name: readName(said), at };
  }
  found = taken.exec(text);
  if (found === null) return null;
  const [, type, id = "", by = ""] = found;
  return { type: type === "taken" ? "taken" : "done", uuid: id, by };
}

function readName(said: string | undefined): string | null {
  if (said === undefined || said === "-") return null;
  try {
    return cleanName(decodeURIComponent(said));
  } catch {
    return null;
  }
}

import { useEffect, useState } from "react";

import { selectAccount } from "@/phone/connection/connection";
import { type Contact, isOfCompany } from "@/phone/directory/contact";
import type { HistoryRow } from "@/phone/history/history-row";

import type { Person } from "./person-list";
import { useConnection, usePhone } from "./phone-context";
import { useNameOf, useSay } from "./use-words";

const mostRecent = 6;
const mostMatches = 8;

/** Those last spoken with, each once. Codes of the phone system are nobody. */
export function useRecent(): readonly Person[] {
  const phone = usePhone();
  const [rows, setRows] = useState<readonly HistoryRow[]>([]);
  useEffect(() => {
    // More rows than are shown: the same person often stands in several.
    const filter = { text: "", missedOnly: false, limit: mostRecent * 5 };
    return phone.history.watch(filter, setRows);
  }, [phone]);
  const nameOf = useNameOf();
  const byNumber = new Map<string, Person>();
  for (const { id, name, number, formatted } of rows) {
    const shown = formatted ?? number;
    if (number === "" || number.startsWith("*") || byNumber.has(shown)) continue;
    const known = name ?? nameOf(number);
    byNumber.set(shown, { key: id, kind: "recent", name: known, number, shown });
  }
  return [...byNumber.values()].slice(0, mostRecent);
}

/** The contacts that match what is typed, a line for each of their numbers. */
export function useMatches(text: string): readonly Person[] {
  const phone = usePhone();
  const [contacts, setContacts] = useState<readonly Contact[]>([]);
  useEffect(() => {
    if (text.trim() === "") return undefined;
    return phone.directory.watch({ text, limit: mostMatches }, setContacts);
  }, [phone, text]);
  if (text.trim() === "") return [];
  return contacts
    .flatMap(({ id, name, numbers }) =>
      numbers.map(({ number }): Person => ({
        key: `${id} ${number}`,
        kind: isOfCompany(id) ? "company" : "contact",
        name,
        number,
        shown: number,
      })),
    )
    .slice(0, mostMatches);
}

/** Colleagues by what is typed, all of them for nothing, up to `most`; not the agent themselves. */
export function useColleagues(text: string, most: number): readonly Person[] {
  const phone = usePhone();
  const own = useConnection((state) => selectAccount(state)?.extension);
  return phone.team
    .find(text, most + 1)
    .filter(({ extension }) => extension !== own)
    .slice(0, most)
    .map(({ extension, name }) => ({
      key: `colleague ${extension}`,
      kind: "colleague",
      name,
      number: extension,
      shown: extension,
    }));
}

export function useQueues(text: string): readonly Person[] {
  const phone = usePhone();
  const say = useSay();
  return phone.team.findQueues(text).map(({ number, name }) => ({
    key: `queue ${number}`,
    kind: "queue",
    name: say(name),
    number,
    shown: number,
  }));
}

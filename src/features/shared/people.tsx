import { Clock, User } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "react-aria-components/Button";
import { useTranslation } from "react-i18next";

import type { Contact } from "@/phone/directory/contact";
import type { HistoryRow } from "@/phone/history/history-row";
import { PhoneNumber } from "@/ui/phone-number";

import { useIsConnected, usePhone } from "./phone-context";

const mostRecent = 6;
const mostMatches = 8;

interface Person {
  readonly key: string;
  readonly name: string | null;
  readonly number: string;
  readonly shown: string;
}

/** People to call: those last spoken with, or, once something is typed, the contacts that match. */
export function People({
  text,
  onChoose,
}: {
  readonly text: string;
  readonly onChoose: (number: string) => void;
}) {
  const { t } = useTranslation();
  const isConnected = useIsConnected();
  const isSearching = text.trim() !== "";
  const recent = useRecent();
  const matches = useMatches(text);
  const people = isSearching ? matches : recent;
  const Icon = isSearching ? User : Clock;
  return (
    <div className="flex flex-col gap-2">
      <h2 className="text-sm font-semibold text-muted">
        {t(isSearching ? "phone.matches" : "phone.recent")}
      </h2>
      <p role="status" className="sr-only">
        {isSearching && t("phone.matchCount", { count: people.length })}
      </p>
      {people.length === 0 ? (
        <p className="text-sm text-muted">
          {isSearching ? t("phone.noMatches", { text }) : t("phone.noRecent")}
        </p>
      ) : (
        <ul className="flex flex-col">
          {people.map((person) => (
            <li key={person.key}>
              <Button
                isDisabled={!isConnected}
                onPress={() => onChoose(person.number)}
                className="flex min-h-12 w-full cursor-default items-center gap-3 rounded-lg px-2 py-1.5 text-start focus-ring disabled:opacity-45 data-hovered:bg-hover"
              >
                <Icon aria-hidden="true" className="size-5 shrink-0 text-muted" />
                <span className="flex min-w-0 flex-col">
                  {person.name !== null && (
                    <span className="truncate font-medium">
                      <bdi>{person.name}</bdi>
                    </span>
                  )}
                  <PhoneNumber
                    value={person.shown}
                    className={person.name === null ? "font-medium" : "text-sm text-muted"}
                  />
                </span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function useRecent(): readonly Person[] {
  const phone = usePhone();
  const [rows, setRows] = useState<readonly HistoryRow[]>([]);
  useEffect(() => {
    // More rows than are shown: the same person often stands in several.
    const filter = { text: "", missedOnly: false, limit: mostRecent * 5 };
    return phone.history.watch(filter, setRows);
  }, [phone]);
  const byNumber = new Map<string, Person>();
  for (const { id, name, number, formatted } of rows) {
    if (number === "" || byNumber.has(number)) continue;
    byNumber.set(number, { key: id, name, number, shown: formatted ?? number });
  }
  return [...byNumber.values()].slice(0, mostRecent);
}

function useMatches(text: string): readonly Person[] {
  const phone = usePhone();
  const [contacts, setContacts] = useState<readonly Contact[]>([]);
  useEffect(() => {
    if (text.trim() === "") return undefined;
    return phone.directory.watch({ text, limit: mostMatches }, setContacts);
  }, [phone, text]);
  return contacts
    .flatMap(({ id, name, numbers }) =>
      numbers.map(({ number }) => ({ key: `${id} ${number}`, name, number, shown: number })),
    )
    .slice(0, mostMatches);
}

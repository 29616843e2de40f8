import { useTranslation } from "@/i18n/use-translation";

import { useWatched } from "./colleague-state";
import { PersonList } from "./person-list";
import { useColleagues, useMatches, useRecent } from "./use-people";

const mostColleagues = 6;

/** People to call: those last spoken with, or, once something is typed, the contacts and colleagues that match. */
export function People({
  text,
  onChoose,
}: {
  readonly text: string;
  readonly onChoose: (number: string) => void;
}) {
  const { t } = useTranslation();
  const isSearching = text.trim() !== "";
  const recent = useRecent();
  const contacts = useMatches(text);
  const colleagues = useColleagues(text, mostColleagues);
  const matches = isSearching ? [...colleagues, ...contacts] : [];
  useWatched(isSearching ? colleagues.map(({ number }) => number) : []);
  return (
    <>
      <p role="status" className="sr-only">
        {isSearching && t("phone.matchCount", { count: matches.length })}
      </p>
      {isSearching ? (
        <PersonList
          title={t("phone.matches")}
          people={matches}
          empty={t("phone.noMatches", { text })}
          onChoose={onChoose}
        />
      ) : (
        <PersonList
          title={t("phone.recent")}
          people={recent}
          empty={t("phone.noRecent")}
          onChoose={onChoose}
        />
      )}
    </>
  );
}

import { useTranslation } from "@/i18n/use-translation";

import { useWatched } from "./colleague-state";
import { PersonList } from "./person-list";
import { useColleagues, useMatches, useQueues, useRecent } from "./use-people";

const mostColleagues = 12;

export interface TargetPickerProps {
  /** What is typed and is no number. */
  readonly text: string;
  /** Only the phone system's own people: what rings here may not be sent outside. */
  readonly isInside?: boolean;
  readonly onChoose: (number: string) => void;
}

/** Whom a call may go to: colleagues and how they stand, queues, contacts, and whom one has just spoken with. */
export function TargetPicker({ text, isInside = false, onChoose }: TargetPickerProps) {
  const { t } = useTranslation();
  const isSearching = text.trim() !== "";
  const colleagues = useColleagues(text, mostColleagues);
  const queues = useQueues(text);
  const matches = useMatches(isInside ? "" : text);
  const recent = useRecent();
  const others = isInside || isSearching ? [] : recent.filter(isNobodyOf(colleagues));
  useWatched(colleagues.map(({ number }) => number));
  const count = colleagues.length + queues.length + matches.length;
  return (
    <div className="flex flex-col gap-4">
      <p role="status" className={count === 0 && isSearching ? "text-sm text-muted" : "sr-only"}>
        {isSearching &&
          (count === 0 ? t("phone.noMatches", { text }) : t("phone.matchCount", { count }))}
      </p>
      <PersonList title={t("phone.team")} people={colleagues} onChoose={onChoose} />
      <PersonList title={t("phone.queues")} people={queues} onChoose={onChoose} />
      <PersonList title={t("phone.matches")} people={matches} onChoose={onChoose} />
      <PersonList title={t("phone.recent")} people={others} onChoose={onChoose} />
    </div>
  );
}

const isNobodyOf =
  (people: readonly { readonly number: string }[]) =>
  ({ number }: { readonly number: string }): boolean =>
    !people.some((each) => each.number === number);

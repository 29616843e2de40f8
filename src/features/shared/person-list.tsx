import { Building2, Clock, type LucideIcon, User, Users } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";

import { PhoneNumber } from "@/ui/phone-number";

import { ColleagueState } from "./colleague-state";
import { useIsConnected } from "./phone-context";

/** Somebody who can be called or be given a call. */
export interface Person {
  readonly key: string;
  readonly kind: "contact" | "company" | "colleague" | "queue" | "recent";
  readonly name: string | null;
  readonly number: string;
  readonly shown: string;
}

const icons: Readonly<Record<Person["kind"], LucideIcon>> = {
  contact: User,
  company: Building2,
  colleague: User,
  queue: Users,
  recent: Clock,
};

export interface PersonListProps {
  readonly title: string;
  readonly people: readonly Person[];
  /** Stands in place of an empty list. */
  readonly empty?: ReactNode;
  readonly onChoose: (number: string) => void;
}

export function PersonList({ title, people, empty, onChoose }: PersonListProps) {
  if (people.length === 0 && empty === undefined) return null;
  return (
    <div className="flex flex-col gap-2">
      <h2 className="text-sm font-semibold text-muted">{title}</h2>
      {people.length === 0 ? (
        <p className="text-sm text-muted">{empty}</p>
      ) : (
        <ul className="flex flex-col">
          {people.map((person) => (
            <PersonRow key={person.key} person={person} onChoose={onChoose} />
          ))}
        </ul>
      )}
    </div>
  );
}

function PersonRow({
  person,
  onChoose,
}: {
  readonly person: Person;
  readonly onChoose: (number: string) => void;
}) {
  const isConnected = useIsConnected();
  const Icon = icons[person.kind];
  return (
    <li>
      <Button
        isDisabled={!isConnected}
        onPress={() => onChoose(person.number)}
        className="flex min-h-12 w-full cursor-default items-center gap-3 rounded-lg px-2 py-1.5 text-start focus-ring disabled:opacity-45 data-hovered:bg-hover"
      >
        <Icon aria-hidden="true" className="size-5 shrink-0 text-muted" />
        <span className="flex min-w-0 flex-1 flex-col">
          {person.name !== null && (
            <bdi className="block w-fit max-w-full truncate font-medium">{person.name}</bdi>
          )}
          <span className={person.name === null ? "font-medium" : "text-sm text-muted"}>
            <PhoneNumber value={person.shown} />
          </span>
        </span>
        {person.kind === "colleague" && <ColleagueState extension={person.number} />}
      </Button>
    </li>
  );
}

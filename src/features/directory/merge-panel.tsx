import { useEffect, useId, useState } from "react";
import { useStore } from "zustand";

import { ProblemNotice } from "@/features/shared/problem-notice";
import { useTranslation } from "@/i18n/use-translation";
import type { Contact } from "@/phone/directory/contact";
import type { Duplicates, Merger } from "@/phone/directory/merge";
import { Button } from "@/ui/button";
import { CheckBox } from "@/ui/check-box";
import { EmptyState } from "@/ui/empty-state";
import { Notice } from "@/ui/notice";
import { PhoneNumber } from "@/ui/phone-number";
import { Section } from "@/ui/section";

export interface MergePanelProps {
  readonly merger: Merger;
  readonly onClose: () => void;
}

/** Contacts that may be one person, side by side. */
export function MergePanel({ merger, onClose }: MergePanelProps) {
  const { t } = useTranslation();
  const { phase, found, count, merged, problem } = useStore(merger.store);
  useEffect(() => void merger.do({ type: "look" }), [merger]);
  return (
    <Section title={t("people.sameTitle")}>
      {problem !== null && <ProblemNotice problem={problem} />}
      {merged !== null && (
        <Notice
          tone="success"
          title={t("people.merged", { name: merged.name, count: merged.of })}
          action={
            <Button onPress={() => void merger.do({ type: "undo" })}>
              {t("people.undoMerge")}
            </Button>
          }
        />
      )}
      <p role="status" className="text-sm text-muted empty:hidden">
        {phase === "looking" && t("people.looking")}
        {phase === "looked" && count > 0 && t("people.sameCount", { count })}
      </p>
      {phase === "looked" && count === 0 && <EmptyState title={t("people.sameNone")} />}
      {found.map((each) => (
        <SamePerson key={each.key} duplicates={each} merger={merger} />
      ))}
      <Button onPress={onClose} className="self-end">
        {t("people.close")}
      </Button>
    </Section>
  );
}

type Chosen = Readonly<Record<"name" | "company" | "notes", string>>;

function SamePerson({
  duplicates,
  merger,
}: {
  readonly duplicates: Duplicates;
  readonly merger: Merger;
}) {
  const { t } = useTranslation();
  const { contacts, key, reason } = duplicates;
  const group = useId();
  const [left, setLeft] = useState<readonly string[]>([]);
  const first = contacts[0]?.id ?? "";
  const withText = (field: keyof Chosen): string =>
    contacts.find((each) => each[field] !== "")?.id ?? first;
  const [chosen, setChosen] = useState<Chosen>({
    name: first,
    company: withText("company"),
    notes: withText("notes"),
  });
  // Whoever gives the name stays, with the numbers as they are written there.
  const ids = [chosen.name, ...contacts.map(({ id }) => id)].filter(
    (id, at, all) => !left.includes(id) && all.indexOf(id) === at,
  );
  return (
    <div
      role="group"
      aria-label={t(`people.reasons.${reason}`)}
      className="flex flex-col gap-3 rounded-xl border border-line p-4"
    >
      <p className="text-sm font-medium">{t(`people.reasons.${reason}`)}</p>
      <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
        {contacts.map((contact) => (
          <Candidate
            key={contact.id}
            group={group}
            contact={contact}
            chosen={chosen}
            onChoose={(field) => setChosen({ ...chosen, [field]: contact.id })}
            isTaken={!left.includes(contact.id)}
            onTake={(isTaken) =>
              setLeft(isTaken ? left.filter((id) => id !== contact.id) : [...left, contact.id])
            }
          />
        ))}
      </ul>
      <p className="text-xs text-muted">{t("people.allKept")}</p>
      <div className="flex flex-wrap gap-3">
        <Button
          look="primary"
          isDisabled={ids.length < 2}
          onPress={() => void merger.do({ type: "merge", key, choice: { ids, ...chosen } })}
        >
          {t("people.merge")}
        </Button>
        <Button onPress={() => void merger.do({ type: "keepApart", key })}>
          {t("people.keepApart")}
        </Button>
      </div>
    </div>
  );
}

function Candidate({
  group,
  contact,
  chosen,
  onChoose,
  isTaken,
  onTake,
}: {
  readonly group: string;
  readonly contact: Contact;
  readonly chosen: Chosen;
  readonly onChoose: (field: keyof Chosen) => void;
  readonly isTaken: boolean;
  readonly onTake: (isTaken: boolean) => void;
}) {
  const { t } = useTranslation();
  return (
    <li className="flex min-w-0 flex-col gap-2 rounded-lg bg-canvas p-3 text-sm">
      <CheckBox isSelected={isTaken} onChange={onTake}>
        {t("people.take", { name: contact.name })}
      </CheckBox>
      {(["name", "company", "notes"] as const).map(
        (field) =>
          contact[field] !== "" && (
            <label key={field} className="grid grid-cols-[1rem_1fr] items-start gap-x-2">
              <input
                type="radio"
                name={group + field}
                checked={chosen[field] === contact.id}
                onChange={() => onChoose(field)}
                className="mt-0.5 size-4 accent-brand"
              />
              {t(`people.kinds.${field}`)}
              <bdi className="col-start-2 line-clamp-4 w-fit wrap-anywhere text-muted">
                {contact[field]}
              </bdi>
            </label>
          ),
      )}
      {contact.numbers.map(({ number }) => (
        <PhoneNumber key={number} value={number} className="w-fit" />
      ))}
      {contact.emails.map((email) => (
        <bdi key={email} dir="ltr" className="w-fit wrap-anywhere">
          {email}
        </bdi>
      ))}
    </li>
  );
}

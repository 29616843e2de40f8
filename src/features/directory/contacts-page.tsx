import { Plus, Search } from "lucide-react";
import { Suspense, useCallback, useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";

import { usePhone } from "@/features/shared/phone-context";
import { ProblemNotice } from "@/features/shared/problem-notice";
import { forgetDraft, readDraft } from "@/features/shared/use-draft";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { Contact, ContactDraft } from "@/phone/directory/contact";
import { Button } from "@/ui/button";
import { Confirm } from "@/ui/confirm";
import { EmptyState } from "@/ui/empty-state";
import { lazyPart } from "@/ui/lazy-part";
import { TextBox } from "@/ui/text-box";

import { contactDraft, isContactDraft } from "./contact-draft";
import { ContactEditor } from "./contact-editor";
import { ContactItem } from "./contact-item";

const PeopleTools = lazyPart(async () => (await import("./people-tools")).PeopleTools);

/** So many are read for each key of a search, and so many more when they are wanted. */
const firstPage = 60;
const nextPage = 200;
/** Of more than these only those near the window are drawn. */
const fewContacts = 20;
/** About as many as a window has room for. */
const firstDrawn = 10;

const blankDraft: ContactDraft = {
  id: null,
  name: "",
  company: "",
  notes: "",
  numbers: [],
  emails: [],
  tags: [],
  fields: {},
};

export interface ContactsPageProps {
  /** A number to begin a new contact with, from the history. */
  readonly newNumber: string | null;
}

export function ContactsPage({ newNumber }: ContactsPageProps) {
  const { t } = useTranslation();
  const phone = usePhone();
  const [text, setText] = useState("");
  const [draft, setDraft] = useState<ContactDraft | null>(() => {
    if (newNumber === null) return readDraft(contactDraft, isContactDraft);
    forgetDraft(contactDraft);
    return { ...blankDraft, numbers: [{ kind: "mobile", number: newNumber }] };
  });
  const edit = useCallback((next: ContactDraft | null): void => {
    forgetDraft(contactDraft);
    setDraft(next);
  }, []);
  const [removing, setRemoving] = useState<Contact | null>(null);
  const [limit, setLimit] = useState(firstPage);
  const [isBusy, setBusy] = useState(false);
  const { contacts, isOlder } = useContacts(text, limit, isBusy);
  // A key that is pressed draws none of them anew: the answer does.
  const items = useMemo(
    () =>
      contacts?.map((contact, at) => (
        <ContactItem
          key={contact.id}
          contact={contact}
          isOfMany={contacts.length > fewContacts}
          startsNear={at < firstDrawn}
          onEdit={edit}
          onRemove={setRemoving}
        />
      )),
    [contacts, edit],
  );
  const problem = useStore(phone.directory.store, (state) => state.problem);

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-2xl font-bold">{t("contacts.title")}</h1>
        <Button look="primary" icon={Plus} onPress={() => edit(blankDraft)}>
          {t("contacts.add")}
        </Button>
      </div>
      {problem !== null && (
        <ProblemNotice
          problem={problem}
          onDismiss={() => void phone.directory.do({ type: "dismissProblem" })}
        />
      )}
      <Suspense fallback={null}>
        <PeopleTools onBusy={setBusy} />
      </Suspense>
      {draft !== null && (
        <ContactEditor key={draft.id ?? "new"} draft={draft} onClose={() => edit(null)} />
      )}
      <TextBox
        label={t("contacts.search")}
        value={text}
        onChange={setText}
        type="search"
        end={<Search aria-hidden="true" className="me-3 size-5 text-muted" />}
      />
      {contacts?.length === 0 && (
        <EmptyState
          title={text === "" ? t("contacts.none") : t("contacts.noneFound", { text })}
          {...(text === "" ? { advice: t("contacts.noneAdvice") } : {})}
        />
      )}
      <ul aria-busy={isOlder} className="flex flex-col gap-2">
        {items}
      </ul>
      {contacts !== null && contacts.length >= limit && (
        <Button onPress={() => setLimit(limit + nextPage)}>{t("contacts.more")}</Button>
      )}
      {removing !== null && (
        <Confirm
          title={t("contacts.removeSure", { name: removing.name })}
          advice={t("contacts.removeAdvice")}
          confirmLabel={t("contacts.remove")}
          cancelLabel={t("app.cancel")}
          onCancel={() => setRemoving(null)}
          onConfirm={() => {
            void phone.directory.do({ type: "remove", id: removing.id });
            setRemoving(null);
          }}
        />
      )}
    </div>
  );
}

interface Found {
  readonly text: string;
  readonly contacts: readonly Contact[];
}

/**
 * `null` until the first answer: an empty list must not flash before it. Nor is there a list while an import runs: it would be
 * drawn anew with every batch. `isOlder`: what is shown was found for a text of before.
 */
function useContacts(text: string, limit: number, isBusy: boolean) {
  const phone = usePhone();
  const format = useFormat();
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    if (isBusy) return undefined;
    return phone.directory.watch({ text, limit }, (contacts) => setFound({ text, contacts }));
  }, [phone, text, limit, isBusy]);
  // At the limit the tables have chosen which are first: 60 of the company's must not stand before the agent's own.
  const sorted = useMemo(
    () => found?.contacts.toSorted((one, other) => format.compare(one.name, other.name)) ?? null,
    [found, format],
  );
  return { contacts: isBusy ? null : sorted, isOlder: found !== null && found.text !== text };
}

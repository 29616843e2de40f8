import { Phone, Plus, Search, Trash2, UserPen } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";

import { useIsConnected, usePhone } from "@/features/shared/phone-context";
import { ProblemNotice } from "@/features/shared/problem-notice";
import { forgetDraft, readDraft } from "@/features/shared/use-draft";
import { useFormat } from "@/i18n/use-format";
import type { Contact, ContactDraft } from "@/phone/directory/contact";
import { readTarget } from "@/phone/directory/read-target";
import { Avatar } from "@/ui/avatar";
import { Button } from "@/ui/button";
import { Confirm } from "@/ui/confirm";
import { EmptyState } from "@/ui/empty-state";
import { IconButton } from "@/ui/icon-button";
import { PhoneNumber } from "@/ui/phone-number";
import { TextBox } from "@/ui/text-box";

import { contactDraft, isContactDraft } from "./contact-draft";
import { ContactEditor } from "./contact-editor";

const pageSize = 200;

const blankDraft: ContactDraft = { id: null, name: "", company: "", notes: "", numbers: [] };

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
  function edit(next: ContactDraft | null): void {
    forgetDraft(contactDraft);
    setDraft(next);
  }
  const [removing, setRemoving] = useState<Contact | null>(null);
  const [limit, setLimit] = useState(pageSize);
  const contacts = useContacts(text, limit);
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
      <ul className="flex flex-col gap-2">
        {contacts?.map((contact) => (
          <ContactRow
            key={contact.id}
            contact={contact}
            onEdit={() => edit(contact)}
            onRemove={() => setRemoving(contact)}
          />
        ))}
      </ul>
      {contacts !== null && contacts.length >= limit && (
        <Button onPress={() => setLimit(limit + pageSize)}>{t("contacts.more")}</Button>
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

/** `null` until the first answer: an empty list must not flash before it. */
function useContacts(text: string, limit: number): readonly Contact[] | null {
  const phone = usePhone();
  const format = useFormat();
  const [contacts, setContacts] = useState<readonly Contact[] | null>(null);
  useEffect(() => phone.directory.watch({ text, limit }, setContacts), [phone, text, limit]);
  return contacts?.toSorted((one, other) => format.compare(one.name, other.name)) ?? null;
}

interface ContactRowProps {
  readonly contact: Contact;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function ContactRow({ contact, onEdit, onRemove }: ContactRowProps) {
  const { t } = useTranslation();
  const phone = usePhone();
  const isConnected = useIsConnected();
  return (
    <li className="flex flex-wrap items-center gap-3 card p-3">
      <Avatar name={contact.name} className="size-10 text-base" />
      <div className="flex min-w-40 flex-1 flex-col">
        <span className="font-semibold wrap-anywhere">
          <bdi>{contact.name}</bdi>
        </span>
        {contact.company !== "" && (
          <span className="text-sm text-muted">
            <bdi>{contact.company}</bdi>
          </span>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        {contact.numbers.map(({ kind, number }) => (
          <Button
            key={`${kind} ${number}`}
            icon={Phone}
            label={t("contacts.callName", { name: contact.name, number })}
            isDisabled={!isConnected || readTarget(number) === null}
            onPress={() => {
              const target = readTarget(number);
              if (target !== null) phone.calls.do({ type: "dial", target });
            }}
          >
            <span className="flex flex-col items-start leading-tight">
              <PhoneNumber value={number} />
              <span className="text-xs font-normal text-muted">{t(`contacts.kinds.${kind}`)}</span>
            </span>
          </Button>
        ))}
      </div>
      <div className="flex">
        <IconButton
          icon={UserPen}
          label={t("contacts.edit", { name: contact.name })}
          onPress={onEdit}
        />
        <IconButton
          icon={Trash2}
          label={t("contacts.removeName", { name: contact.name })}
          onPress={onRemove}
        />
      </div>
    </li>
  );
}

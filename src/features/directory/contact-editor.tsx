import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";

import { usePhone } from "@/features/shared/phone-context";
import { useDraft } from "@/features/shared/use-draft";
import { useTranslation } from "@/i18n/use-translation";
import {
  type ContactDraft,
  type ContactNumber,
  type NumberKind,
  numberKinds,
} from "@/phone/directory/contact";
import { Button } from "@/ui/button";
import { IconButton } from "@/ui/icon-button";
import { Notice } from "@/ui/notice";
import { SelectBox } from "@/ui/select-box";
import { TextArea } from "@/ui/text-area";
import { TextBox } from "@/ui/text-box";

import { contactDraft, isContactDraft } from "./contact-draft";
import { EmailsEditor } from "./emails-editor";
import { FieldsEditor } from "./fields-editor";

export interface ContactEditorProps {
  readonly draft: ContactDraft;
  readonly onClose: () => void;
}

const blankNumber: ContactNumber = { kind: "mobile", number: "" };

const splitTags = (text: string): readonly string[] =>
  text
    .split(/[,،;]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");

/** Writes one contact. Nothing is kept before "Save", nothing is lost when saving fails. */
export function ContactEditor({ draft, onClose }: ContactEditorProps) {
  const { t } = useTranslation();
  const phone = usePhone();
  const [contact, setContact] = useDraft(
    contactDraft,
    { ...draft, numbers: draft.numbers.length === 0 ? [blankNumber] : draft.numbers },
    isContactDraft,
  );
  const [isEmpty, setEmpty] = useState(false);
  // As it is typed: a comma at the end begins the next tag.
  const [tagText, setTagText] = useState(contact.tags.join(", "));
  const change = (part: Partial<ContactDraft>): void => setContact({ ...contact, ...part });
  const changeNumber = (index: number, part: Partial<ContactNumber>): void =>
    change({
      numbers: contact.numbers.map((number, at) =>
        at === index ? { ...number, ...part } : number,
      ),
    });

  async function save(): Promise<void> {
    const hasNumber = contact.numbers.some(({ number }) => number.trim() !== "");
    const hasEmail = contact.emails.some((email) => email.trim() !== "");
    if (contact.name.trim() === "" && !hasNumber && !hasEmail) return setEmpty(true);
    if (await phone.directory.do({ type: "save", draft: contact })) onClose();
  }

  return (
    <form
      className="flex flex-col gap-4 card p-5"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2 className="text-lg font-bold">
        {t(draft.id === null ? "contacts.addTitle" : "contacts.editTitle")}
      </h2>
      {isEmpty && <Notice tone="danger" title={t("contacts.needsName")} />}
      <TextBox
        label={t("contacts.name")}
        value={contact.name}
        onChange={(name) => change({ name })}
        autoFocus
      />
      <TextBox
        label={t("contacts.company")}
        value={contact.company}
        onChange={(company) => change({ company })}
      />
      <fieldset className="flex flex-col gap-3">
        <legend className="pb-1.5 text-sm font-medium">{t("contacts.numbers")}</legend>
        {contact.numbers.map((number, index) => (
          // A number has no identity of its own while it is being typed.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index} className="flex items-end gap-2">
            <SelectBox
              label={t("contacts.kind", { index: index + 1 })}
              hideLabel
              value={number.kind}
              options={numberKinds.map((kind) => ({
                value: kind,
                label: t(`contacts.kinds.${kind}`),
              }))}
              onChange={(kind) => changeNumber(index, { kind: kind as NumberKind })}
              className="w-28 shrink-0"
            />
            <TextBox
              label={t("contacts.number", { index: index + 1 })}
              hideLabel
              value={number.number}
              onChange={(text) => changeNumber(index, { number: text })}
              type="tel"
              ltr
              className="flex-1"
            />
            <IconButton
              icon={Trash2}
              label={t("contacts.removeNumber", { index: index + 1 })}
              onPress={() => change({ numbers: contact.numbers.filter((_, at) => at !== index) })}
            />
          </div>
        ))}
        <Button
          look="quiet"
          icon={Plus}
          onPress={() => change({ numbers: [...contact.numbers, blankNumber] })}
          className="self-start"
        >
          {t("contacts.addNumber")}
        </Button>
      </fieldset>
      <EmailsEditor emails={contact.emails} onChange={(emails) => change({ emails })} />
      <TextBox
        label={t("contacts.tags")}
        value={tagText}
        onChange={(text) => {
          setTagText(text);
          change({ tags: splitTags(text) });
        }}
        hint={t("contacts.tagsHint")}
      />
      <FieldsEditor fields={contact.fields} onChange={(fields) => change({ fields })} />
      <TextArea
        label={t("contacts.notes")}
        value={contact.notes}
        onChange={(notes) => change({ notes })}
      />
      <div className="flex flex-wrap justify-end gap-3">
        <Button onPress={onClose}>{t("app.cancel")}</Button>
        <Button type="submit" look="primary">
          {t("app.save")}
        </Button>
      </div>
    </form>
  );
}

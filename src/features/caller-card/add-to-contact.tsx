import { UserRound } from "lucide-react";
import { useEffect, useState } from "react";

import { usePhone } from "@/features/shared/phone-context";
import { ProblemNotice } from "@/features/shared/problem-notice";
import { useTranslation } from "@/i18n/use-translation";
import type { Contact } from "@/phone/directory/contact";
import { TextBox } from "@/ui/text-box";

import { type ContactFormProps, useKeepContact } from "./new-contact";

const mostShown = 6;

/** The number of the call becomes one more number of somebody who is known. */
export function AddToContact({ call, onClose }: ContactFormProps) {
  const { t } = useTranslation();
  const phone = usePhone();
  const [text, setText] = useState("");
  const [found, setFound] = useState<readonly Contact[] | null>(null);
  const keep = useKeepContact(call, onClose);
  useEffect(() => phone.directory.watch({ text, limit: mostShown }, setFound), [phone, text]);
  const own = found?.filter(({ id }) => !id.startsWith("company:")) ?? [];
  const add = (contact: Contact): void => {
    const numbers = [...contact.numbers, { kind: "other", number: call.party.number } as const];
    void keep.save({ ...contact, numbers });
  };
  return (
    <div
      role="group"
      aria-label={t("caller.addTo")}
      className="flex flex-col gap-2 rounded-lg border border-line p-3"
    >
      {keep.problem !== null && <ProblemNotice problem={keep.problem} />}
      <TextBox
        label={t("contacts.search")}
        type="search"
        value={text}
        onChange={setText}
        autoFocus
        onKeyDown={(event) => {
          if (event.key === "Escape") onClose();
          const [first] = own;
          if (event.key !== "Enter" || first === undefined || text === "") return;
          event.preventDefault();
          add(first);
        }}
      />
      {found !== null && own.length === 0 && (
        <p role="status" className="text-sm text-muted">
          {text === "" ? t("contacts.none") : t("contacts.noneFound", { text })}
        </p>
      )}
      <ul className="flex flex-col">
        {own.map((contact) => (
          <li key={contact.id}>
            <button
              type="button"
              onClick={() => add(contact)}
              className="flex min-h-11 w-full items-center gap-3 rounded-lg px-2 py-1 text-start text-sm focus-ring hover:bg-hover"
            >
              <UserRound aria-hidden="true" className="size-4 shrink-0 text-muted" />
              <span className="flex min-w-0 flex-col">
                <bdi className="font-medium wrap-anywhere">{contact.name}</bdi>
                {contact.company !== "" && (
                  <bdi className="text-xs wrap-anywhere text-muted">{contact.company}</bdi>
                )}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

import { Phone, Trash2, UserPen } from "lucide-react";

import { useIsConnected, usePhone } from "@/features/shared/phone-context";
import { useTranslation } from "@/i18n/use-translation";
import { type Contact, isOfCompany } from "@/phone/directory/contact";
import { readTarget } from "@/phone/directory/read-target";
import { Avatar } from "@/ui/avatar";
import { Button } from "@/ui/button";
import { IconButton } from "@/ui/icon-button";
import { NearItem } from "@/ui/near-item";
import { PhoneNumber } from "@/ui/phone-number";

export interface ContactItemProps extends FactsProps {
  /** There are so many that only those near the window are drawn. */
  readonly isOfMany: boolean;
  /** It is among the first. */
  readonly startsNear: boolean;
}

/** One contact, with everything that can be done with it. */
export function ContactItem({ isOfMany, startsNear, ...facts }: ContactItemProps) {
  return (
    <NearItem
      isOfMany={isOfMany}
      startsNear={startsNear}
      className="flex flex-wrap items-center gap-3 card p-3"
    >
      <Facts {...facts} />
    </NearItem>
  );
}

interface FactsProps {
  readonly contact: Contact;
  readonly onEdit: (contact: Contact) => void;
  readonly onRemove: (contact: Contact) => void;
}

function Facts({ contact, onEdit, onRemove }: FactsProps) {
  const { t } = useTranslation();
  const phone = usePhone();
  const isConnected = useIsConnected();
  const isCompanys = isOfCompany(contact.id);
  return (
    <>
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
        {contact.emails.map((email) => (
          <bdi key={email} dir="ltr" className="w-fit text-sm wrap-anywhere text-muted">
            {email}
          </bdi>
        ))}
        <Marks isCompanys={isCompanys} tags={contact.tags} />
      </div>
      <div className="flex flex-wrap gap-2">
        {contact.numbers.map(({ kind, number }) => (
          <Button
            key={`${kind} ${number}`}
            icon={Phone}
            isDisabled={!isConnected || readTarget(number) === null}
            onPress={() => {
              const target = readTarget(number);
              if (target !== null) phone.calls.do({ type: "dial", target });
            }}
          >
            {/* What is seen is a part of it in other words: as a label it would contradict (WCAG 2.5.3). */}
            <span className="sr-only">
              {t("contacts.callName", { name: contact.name, number })}
            </span>
            <span aria-hidden="true" className="flex flex-col items-start leading-tight">
              <PhoneNumber value={number} />
              <span className="text-xs font-normal text-muted">{t(`contacts.kinds.${kind}`)}</span>
            </span>
          </Button>
        ))}
      </div>
      {!isCompanys && (
        <div className="flex">
          <IconButton
            icon={UserPen}
            label={t("contacts.edit", { name: contact.name })}
            onPress={() => onEdit(contact)}
          />
          <IconButton
            icon={Trash2}
            label={t("contacts.removeName", { name: contact.name })}
            onPress={() => onRemove(contact)}
          />
        </div>
      )}
    </>
  );
}

function Marks({
  isCompanys,
  tags,
}: {
  readonly isCompanys: boolean;
  readonly tags: readonly string[];
}) {
  const { t } = useTranslation();
  if (!isCompanys && tags.length === 0) return null;
  return (
    <ul aria-label={t("contacts.tags")} className="flex flex-wrap gap-1 pt-1 text-xs font-medium">
      {isCompanys && (
        <li className="rounded-full bg-info-soft px-2 py-0.5 text-info-ink">
          {t("contacts.ofCompany")}
        </li>
      )}
      {tags.map((tag) => (
        <li
          key={tag}
          className="rounded-full bg-brand-soft px-2 py-0.5 wrap-anywhere text-brand-ink"
        >
          <bdi>{tag}</bdi>
        </li>
      ))}
    </ul>
  );
}

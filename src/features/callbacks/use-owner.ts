import { useConnection, usePhone } from "@/features/shared/phone-context";
import { useNameOf, useSay } from "@/features/shared/use-words";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import { selectAccount } from "@/phone/connection/connection";
import type { SelectOption } from "@/ui/select-box";

/** The agent's own extension. */
export function useOwn(): string {
  return useConnection((state) => selectAccount(state)?.extension ?? "");
}

/** Whose matter a callback is, in a word. */
export function useOwnerName(): (owner: string | null) => string {
  const { t } = useTranslation();
  const own = useOwn();
  const nameOf = useNameOf();
  return (owner) => {
    if (owner === null) return t("callbacks.anybody");
    return owner === own ? t("callbacks.you") : (nameOf(owner) ?? owner);
  };
}

/** Whom a callback can be given to: oneself, whoever comes first, a colleague. */
export function useOwners(): readonly SelectOption[] {
  const { t } = useTranslation();
  const phone = usePhone();
  const say = useSay();
  const format = useFormat();
  const own = useOwn();
  const colleagues = phone.config.team
    .filter(({ extension }) => extension !== own)
    .map(({ extension, name }) => ({ value: extension, label: say(name) }))
    .toSorted((one, other) => format.compare(one.label, other.label));
  return [
    { value: own, label: t("callbacks.you") },
    { value: "", label: t("callbacks.anybody") },
    ...colleagues,
  ];
}

import { usePhone } from "@/features/shared/phone-context";
import { type Language, languageCodes, languages } from "@/i18n/languages";
import { useTranslation } from "@/i18n/use-translation";
import { SelectBox } from "@/ui/select-box";

export interface LanguageBoxProps {
  readonly hideLabel?: boolean;
}

/** Every language named in itself, so that whoever looks for theirs can read it. */
export function LanguageBox({ hideLabel = false }: LanguageBoxProps) {
  const { t, i18n } = useTranslation();
  const phone = usePhone();
  return (
    <SelectBox
      label={t("language.label")}
      hideLabel={hideLabel}
      value={i18n.language}
      options={languageCodes.map((code) => ({
        value: code,
        label: languages[code].name,
        lang: code,
      }))}
      onChange={(language) =>
        phone.settings.do({ type: "change", change: { language: language as Language } })
      }
    />
  );
}

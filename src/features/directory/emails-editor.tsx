import { Plus, Trash2 } from "lucide-react";

import { useTranslation } from "@/i18n/use-translation";
import { Button } from "@/ui/button";
import { IconButton } from "@/ui/icon-button";
import { TextBox } from "@/ui/text-box";

export interface EmailsEditorProps {
  readonly emails: readonly string[];
  readonly onChange: (emails: readonly string[]) => void;
}

export function EmailsEditor({ emails, onChange }: EmailsEditorProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="pb-1.5 text-sm font-medium">{t("contacts.emails")}</legend>
      {emails.map((email, index) => (
        // An address has no identity of its own while it is being typed.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className="flex items-end gap-2">
          <TextBox
            label={t("contacts.email", { index: index + 1 })}
            hideLabel
            value={email}
            onChange={(text) => onChange(emails.with(index, text))}
            ltr
            className="flex-1"
          />
          <IconButton
            icon={Trash2}
            label={t("contacts.removeEmail", { index: index + 1 })}
            onPress={() => onChange(emails.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button
        look="quiet"
        icon={Plus}
        onPress={() => onChange([...emails, ""])}
        className="self-start"
      >
        {t("contacts.addEmail")}
      </Button>
    </fieldset>
  );
}

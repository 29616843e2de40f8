import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";

import { useTranslation } from "@/i18n/use-translation";
import type { Contact } from "@/phone/directory/contact";
import { Button } from "@/ui/button";
import { IconButton } from "@/ui/icon-button";
import { TextBox } from "@/ui/text-box";

export interface FieldsEditorProps {
  readonly fields: Contact["fields"];
  readonly onChange: (fields: Contact["fields"]) => void;
}

/** Fields that the agent names: while a name is typed it may be empty or stand twice. */
export function FieldsEditor({ fields, onChange }: FieldsEditorProps) {
  const { t } = useTranslation();
  const [lines, setLines] = useState<readonly (readonly [string, string])[]>(
    Object.entries(fields),
  );
  function write(next: typeof lines): void {
    setLines(next);
    onChange(Object.fromEntries(next.filter(([name]) => name.trim() !== "")));
  }
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="pb-1.5 text-sm font-medium">{t("contacts.fields")}</legend>
      {lines.map(([name, value], index) => (
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className="flex items-end gap-2">
          <TextBox
            label={t("contacts.fieldName", { index: index + 1 })}
            value={name}
            onChange={(text) => write(lines.with(index, [text, value]))}
            className="w-32 shrink-0"
          />
          <TextBox
            label={t("contacts.fieldValue", { index: index + 1 })}
            value={value}
            onChange={(text) => write(lines.with(index, [name, text]))}
            className="min-w-0 flex-1"
          />
          <IconButton
            icon={Trash2}
            label={t("contacts.removeField", { index: index + 1 })}
            onPress={() => write(lines.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button
        look="quiet"
        icon={Plus}
        onPress={() => write([...lines, ["", ""]])}
        className="self-start"
      >
        {t("contacts.addField")}
      </Button>
    </fieldset>
  );
}

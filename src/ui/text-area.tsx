import { Label } from "react-aria-components/Label";
import { TextArea as AriaTextArea } from "react-aria-components/TextArea";
import { TextField } from "react-aria-components/TextField";

export interface TextAreaProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function TextArea({ label, value, onChange }: TextAreaProps) {
  return (
    <TextField value={value} onChange={onChange} className="flex flex-col gap-1.5">
      <Label className="text-sm font-medium text-ink">{label}</Label>
      <AriaTextArea
        dir="auto"
        rows={3}
        className="w-full rounded-lg border border-line-strong bg-field px-3 py-2 text-base text-ink focus-ring"
      />
    </TextField>
  );
}

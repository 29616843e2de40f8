import { useState } from "react";

import { usePhone } from "@/features/shared/phone-context";
import { ProblemNotice } from "@/features/shared/problem-notice";
import { useTranslation } from "@/i18n/use-translation";
import type { Call } from "@/phone/calls/call";
import type { ContactDraft } from "@/phone/directory/contact";
import type { Problem } from "@/phone/errors";
import { Button } from "@/ui/button";
import { PhoneNumber } from "@/ui/phone-number";
import { TextBox } from "@/ui/text-box";

export interface ContactFormProps {
  readonly call: Call;
  readonly onClose: () => void;
}

/** A contact out of what the call says of itself. Enter keeps it, Escape leaves it. */
export function NewContact({ call, onClose }: ContactFormProps) {
  const { t } = useTranslation();
  const { party } = call;
  const [name, setName] = useState(party.display ?? "");
  const [company, setCompany] = useState("");
  const keep = useKeepContact(call, onClose);
  const leave = ({ key }: { readonly key: string }): void => {
    if (key === "Escape") onClose();
  };
  return (
    <form
      aria-label={t("contacts.addTitle")}
      className="flex flex-col gap-3 rounded-lg border border-line p-3"
      onSubmit={(event) => {
        event.preventDefault();
        void keep.save({
          id: null,
          name,
          company,
          notes: "",
          numbers: [{ kind: "mobile", number: party.number }],
          emails: [],
          tags: [],
          fields: {},
        });
      }}
    >
      {keep.problem !== null && <ProblemNotice problem={keep.problem} />}
      <p className="text-sm text-muted">
        <PhoneNumber value={party.formatted ?? party.number} />
      </p>
      <TextBox
        label={t("contacts.name")}
        value={name}
        onChange={setName}
        onKeyDown={leave}
        autoFocus
      />
      <TextBox
        label={t("contacts.company")}
        value={company}
        onChange={setCompany}
        onKeyDown={leave}
      />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onPress={onClose}>{t("app.cancel")}</Button>
        <Button type="submit" look="primary">
          {t("app.save")}
        </Button>
      </div>
    </form>
  );
}

/** Keeps a contact; the call is called by its name at once. */
export function useKeepContact({ id }: Call, onKept: () => void) {
  const phone = usePhone();
  const [problem, setProblem] = useState<Problem | null>(null);
  return {
    problem,
    async save(draft: ContactDraft): Promise<void> {
      if (!(await phone.directory.do({ type: "save", draft }))) {
        return setProblem(phone.directory.store.getState().problem);
      }
      phone.calls.do({ type: "identify", id });
      onKept();
    },
  };
}

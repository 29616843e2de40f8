import { useState } from "react";

import { forgetDraft, useDraft } from "@/features/shared/use-draft";
import { useTranslation } from "@/i18n/use-translation";
import type { CallbackChange } from "@/phone/callbacks/commands";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { SelectBox } from "@/ui/select-box";
import { TextBox } from "@/ui/text-box";
import { useNow } from "@/ui/use-now";

import { callbackDraft, isCallbackDraft } from "./callback-draft";
import { DuePicker } from "./due-picker";
import { quickChoices, quickTime } from "./quick-times";
import { useOwn, useOwnerName, useOwners } from "./use-owner";
import { useTimeThere } from "./use-time-there";
import { useWhen } from "./use-when";

export interface CallbackFormProps {
  /** What the draft is kept under. */
  readonly id: string;
  readonly title: string;
  readonly initial: CallbackChange;
  /** The customer's: their time stands beside ours where it is another one. */
  readonly number: string;
  /** Of what a caller asked for, the phone system knows who took it. */
  readonly choosesOwner: boolean;
  /** Resolves to whether it was kept. */
  readonly onSave: (change: CallbackChange) => Promise<boolean>;
  readonly onClose: () => void;
}

/** When to call back, who, and why. */
export function CallbackForm(props: CallbackFormProps) {
  const { t } = useTranslation();
  const name = callbackDraft(props.id);
  const [draft, setDraft] = useDraft(name, props.initial, isCallbackDraft);
  const [isTooLate, setTooLate] = useState(false);
  const change = (part: Partial<CallbackChange>): void => {
    setTooLate(false);
    setDraft({ ...draft, ...part });
  };
  function close(): void {
    forgetDraft(name);
    props.onClose();
  }
  async function save(): Promise<void> {
    if (draft.dueAt < Date.now()) return setTooLate(true);
    if (await props.onSave(draft)) close();
  }
  return (
    <form
      aria-label={props.title}
      className="flex w-full basis-full flex-col gap-4 rounded-xl border border-line bg-raised p-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h3 className="font-semibold wrap-anywhere">{props.title}</h3>
      <Due draft={draft} number={props.number} onChange={change} />
      {isTooLate && <Notice tone="danger" title={t("callbacks.tooLate")} />}
      {props.choosesOwner && <Owner owner={draft.owner} onChange={change} />}
      <TextBox
        label={t("callbacks.reason")}
        value={draft.reason}
        onChange={(reason) => change({ reason })}
      />
      <div className="flex flex-wrap justify-end gap-3">
        <Button onPress={close}>{t("app.cancel")}</Button>
        <Button type="submit" look="primary">
          {t("app.save")}
        </Button>
      </div>
    </form>
  );
}

interface DueProps {
  readonly draft: CallbackChange;
  readonly number: string;
  readonly onChange: (part: Partial<CallbackChange>) => void;
}

function Due({ draft, number, onChange }: DueProps) {
  const { t } = useTranslation();
  const when = useWhen();
  const now = useNow();
  const there = useTimeThere(number, draft.dueAt);
  return (
    <div className="flex flex-col gap-2">
      <div role="group" aria-label={t("callbacks.quick")} className="flex flex-wrap gap-2">
        {quickChoices.map((choice) => (
          <Button key={choice} onPress={() => onChange({ dueAt: quickTime(choice, Date.now()) })}>
            {t(`callbacks.${choice}`)}
          </Button>
        ))}
      </div>
      <DuePicker
        label={t("callbacks.when")}
        value={draft.dueAt}
        onChange={(dueAt) => onChange({ dueAt })}
      />
      <p className="text-sm text-muted">
        {when.relative(draft.dueAt, now)}
        {there !== null && (
          <span>
            {" · "}
            {t("callbacks.theirTime", { moment: there })}
          </span>
        )}
      </p>
    </div>
  );
}

interface OwnerProps {
  readonly owner: string | null;
  readonly onChange: (part: Partial<CallbackChange>) => void;
}

function Owner({ owner, onChange }: OwnerProps) {
  const { t } = useTranslation();
  const owners = useOwners();
  const ownerName = useOwnerName();
  const own = useOwn();
  return (
    <div className="flex flex-col gap-1.5">
      <SelectBox
        label={t("callbacks.owner")}
        value={owner ?? ""}
        options={owners}
        onChange={(value) => onChange({ owner: value === "" ? null : value })}
        className="max-w-sm"
      />
      {owner !== null && owner !== own && (
        <p role="status" className="text-sm text-muted">
          {t("callbacks.tellOwner", { name: ownerName(owner) })}
        </p>
      )}
    </div>
  );
}

import { CalendarClock, ListX, PhoneIncoming, PhoneMissed, PhoneOutgoing } from "lucide-react";
import { useId, useState } from "react";

import { useDesk, useIsConnected } from "@/features/shared/phone-context";
import { readDraft } from "@/features/shared/use-draft";
import { useNameOf } from "@/features/shared/use-words";
import { useTranslation } from "@/i18n/use-translation";
import type { CallbackRow } from "@/phone/callbacks/callback-row";
import { Button } from "@/ui/button";
import { classes } from "@/ui/classes";
import { PhoneNumber } from "@/ui/phone-number";
import { TextBox } from "@/ui/text-box";

import { callbackDraft, isCallbackDraft } from "./callback-draft";
import { CallbackFacts } from "./callback-facts";
import { CallbackForm } from "./later-form";
import { quickTime } from "./quick-times";
import { useOwn } from "./use-owner";

interface ItemProps {
  readonly row: CallbackRow;
  readonly now: number;
}

const icons = { promised: CalendarClock, lost: PhoneMissed, asked: PhoneIncoming } as const;

/** One of the list: whom, why, when, and what can be done. */
export function CallbackItem({ row, now }: ItemProps) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const shown = row.formatted ?? row.number;
  const known = row.name ?? nameOf(row.number);
  const Icon = icons[row.kind];
  const isLost = row.kind === "lost";
  return (
    <li className="flex flex-col gap-3 card p-3">
      <div className="flex flex-wrap items-start gap-3">
        <span
          title={t(`callbacks.kinds.${row.kind}`)}
          className={classes(
            "flex size-10 shrink-0 items-center justify-center rounded-full",
            isLost ? "bg-danger-soft text-danger-ink" : "bg-brand-soft text-brand-ink",
          )}
        >
          <Icon aria-hidden="true" className="size-5" />
          <span className="sr-only">{t(`callbacks.kinds.${row.kind}`)}</span>
        </span>
        <div className="flex min-w-48 flex-1 flex-col gap-1">
          <p className="flex flex-wrap items-baseline gap-x-2">
            {known !== null && <bdi className="font-semibold wrap-anywhere">{known}</bdi>}
            <PhoneNumber
              value={shown}
              className={known === null ? "font-semibold" : "text-sm text-muted"}
            />
          </p>
          <CallbackFacts row={row} now={now} />
        </div>
        {row.done === null && <CallNow row={row} name={known ?? shown} />}
      </div>
      {row.done === null && <Actions row={row} name={known ?? shown} />}
    </li>
  );
}

interface NamedProps {
  readonly row: CallbackRow;
  readonly name: string;
}

function CallNow({ row, name }: NamedProps) {
  const { t } = useTranslation();
  const { callbacks } = useDesk();
  const isConnected = useIsConnected();
  return (
    <Button
      look="primary"
      icon={PhoneOutgoing}
      label={t("callbacks.callName", { name })}
      isDisabled={!isConnected}
      onPress={() => void callbacks.do({ type: "call", id: row.id })}
    >
      {t("callbacks.callNow")}
    </Button>
  );
}

function Actions({ row, name }: NamedProps) {
  const { t } = useTranslation();
  const { callbacks } = useDesk();
  const own = useOwn();
  const [open, setOpen] = useState<"change" | "remove" | null>(() =>
    readDraft(callbackDraft(row.id), isCallbackDraft) === null ? null : "change",
  );
  const isMine = row.owner === own;
  const isLost = row.kind === "lost";
  const changeName = t(isLost ? "callbacks.callBackName" : "callbacks.changeName", { name });
  const toggle = (which: "change" | "remove") => () => setOpen(open === which ? null : which);
  const [initial] = useState(() => ({
    dueAt: row.dueAt > Date.now() ? row.dueAt : quickTime("inAnHour", Date.now()),
    owner: row.owner ?? own,
    reason: row.reason,
  }));
  return (
    <>
      <div className="flex flex-wrap gap-1 sm:ps-13">
        <Button
          look="quiet"
          label={t(isMine ? "callbacks.giveBackName" : "callbacks.takeName", { name })}
          onPress={() => void callbacks.do({ type: isMine ? "giveBack" : "take", id: row.id })}
        >
          {t(isMine ? "callbacks.giveBack" : "callbacks.take")}
        </Button>
        <Button
          look="quiet"
          isExpanded={open === "change"}
          label={changeName}
          onPress={toggle("change")}
        >
          {t(isLost ? "callbacks.callBack" : "callbacks.change")}
        </Button>
        <Button
          look="quiet"
          isExpanded={open === "remove"}
          label={t("callbacks.removeName", { name })}
          onPress={toggle("remove")}
        >
          {t("callbacks.remove")}
        </Button>
      </div>
      {open === "change" && (
        <CallbackForm
          id={row.id}
          title={changeName}
          initial={initial}
          number={row.number}
          choosesOwner={row.kind !== "asked"}
          onSave={(change) => callbacks.do({ type: "change", id: row.id, change })}
          onClose={() => setOpen(null)}
        />
      )}
      {open === "remove" && <Remove row={row} onClose={() => setOpen(null)} />}
    </>
  );
}

function Remove({ row, onClose }: { readonly row: CallbackRow; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { callbacks } = useDesk();
  const hintId = useId();
  const [why, setWhy] = useState("");
  const [isEmpty, setEmpty] = useState(false);
  async function remove(): Promise<void> {
    if (why.trim() === "") return setEmpty(true);
    if (await callbacks.do({ type: "remove", id: row.id, why })) onClose();
  }
  return (
    <form
      aria-label={t("callbacks.remove")}
      aria-describedby={hintId}
      className="flex flex-wrap items-end gap-3 rounded-xl border border-line bg-raised p-4"
      onSubmit={(event) => {
        event.preventDefault();
        void remove();
      }}
    >
      <TextBox
        label={t("callbacks.why")}
        value={why}
        onChange={setWhy}
        autoFocus
        isRequired
        className="min-w-56 flex-1"
      />
      <Button onPress={onClose}>{t("app.cancel")}</Button>
      <Button type="submit" look="danger" icon={ListX}>
        {t("callbacks.remove")}
      </Button>
      <p id={hintId} role={isEmpty ? "alert" : undefined} className="basis-full text-sm text-muted">
        {t("callbacks.whyHint")}
      </p>
    </form>
  );
}

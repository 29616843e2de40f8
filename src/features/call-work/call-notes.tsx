import { useId } from "react";
import { useStore } from "zustand";

import { useDesk } from "@/features/shared/phone-context";
import { useProblemText } from "@/features/shared/problem-notice";
import { useTranslation } from "@/i18n/use-translation";
import { classes } from "@/ui/classes";

import { type Note, useNote } from "./use-note";

export interface CallNotesProps {
  /** The call's, and its row's. */
  readonly id: string;
}

/** The note of a call, during it and ever after: kept while it is typed. */
export function CallNotes({ id }: CallNotesProps) {
  const { t } = useTranslation();
  const note = useNote(id);
  const stateId = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <textarea
        // An empty box reads as the page does.
        dir={note.text === "" ? undefined : "auto"}
        rows={4}
        aria-label={t("callWork.note")}
        aria-describedby={stateId}
        placeholder={t("callWork.notePlaceholder")}
        value={note.text}
        onChange={(event) => note.write(event.target.value)}
        onBlur={note.flush}
        maxLength={longestNote}
        className="field-sizing-content max-h-80 min-h-24 w-full rounded-lg border border-line-strong bg-field px-3 py-2 text-base text-ink focus-ring placeholder:text-muted"
      />
      <SavingState id={stateId} note={note} />
    </div>
  );
}

const longestNote = 10_000;

function SavingState({ id, note: { saving, text } }: { readonly id: string; readonly note: Note }) {
  const { t } = useTranslation();
  const { history } = useDesk();
  const problem = useStore(history.store, (state) => state.problem);
  const problemText = useProblemText();
  const why = problem === null ? t("callWork.noRow") : problemText(problem).title;
  const words = {
    loading: "",
    saved: text === "" ? "" : t("callWork.saved"),
    saving: t("callWork.saving"),
    failed: t("callWork.notSaved", { why }),
  }[saving];
  return (
    <p
      id={id}
      role="status"
      className={classes(
        "min-h-4 text-xs",
        saving === "failed" ? "font-semibold text-danger-ink" : "text-muted",
      )}
    >
      {words}
    </p>
  );
}

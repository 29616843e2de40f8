import { CallNotes } from "@/features/call-work/call-notes";
import { CallBackButton } from "@/features/callbacks/call-back-button";
import { HistoryPage } from "@/features/history/history-page";

/** The history, with the note of each call and a way to promise a call back from it. */
export function History() {
  return (
    <HistoryPage
      note={({ id }) => <CallNotes id={id} />}
      callBack={({ id, number, formatted, name, contactId, queue }) => (
        <CallBackButton
          callId={id}
          number={number}
          shown={formatted ?? number}
          name={name}
          contactId={contactId}
          queue={queue}
        />
      )}
    />
  );
}

import { CallBackButton } from "@/features/callbacks/call-back-button";
import { HistoryPage } from "@/features/history/history-page";

/** The history, with a way to promise a call back from each call. */
export function History() {
  return (
    <HistoryPage
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

import { useEffect } from "react";

import { CallNotes } from "@/features/call-work/call-notes";
import { CallBackButton } from "@/features/callbacks/call-back-button";
import { HistoryPage } from "@/features/history/history-page";
import { readHistoryLink } from "@/features/shared/history-link";

import { forgetQuery } from "./use-route";

export interface HistoryProps {
  readonly query: URLSearchParams;
}

/** The history, with the note of each call and a way to promise a call back from it. */
export function History({ query }: HistoryProps) {
  // What is chosen from then on is no more what the address says.
  useEffect(forgetQuery, []);
  return (
    <HistoryPage
      wish={readHistoryLink(query)}
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

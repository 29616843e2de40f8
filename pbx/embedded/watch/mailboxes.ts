import { uriOf } from "../sip/headers";
import type { Binding } from "../sip/registrar";
import type { SipServer } from "../sip/server";

export const messageSummaryType = "application/simple-message-summary";

/** RFC 3842, as Asterisk writes it. */
export function messageSummary(user: string, fresh: number): string {
  return [
    `Messages-Waiting: ${fresh > 0 ? "yes" : "no"}`,
    `Message-Account: ${uriOf(user).toString()}`,
    `Voice-Message: ${fresh}/0 (0/0)`,
    "",
  ].join("\r\n");
}

/** How many voice messages wait. The switch has no voicemail: it is told. */
export interface Mailboxes {
  freshOf(user: string): number;
  set(user: string, fresh: number): void;
  /** A device has signed in: what its user's mailbox has is told without being asked. */
  greet(bindings: readonly Binding[]): void;
}

export interface MailboxesWorld {
  readonly sip: SipServer;
  bindingsOf(extension: string): readonly Binding[];
  changed(): void;
}

export function createMailboxes({ sip, bindingsOf, changed }: MailboxesWorld): Mailboxes {
  const numbers = new Map<string, number>();

  /** A NOTIFY that nobody has subscribed to is at once the last one. */
  function tell({ user, uri, connection }: Binding): void {
    const message = sip.core.makeOutgoingRequestMessage(
      "NOTIFY",
      uri,
      uriOf(user),
      uriOf(user),
      {},
      [sip.contactHeader, "Event: message-summary", "Subscription-State: terminated"],
      {
        contentDisposition: "render",
        contentType: messageSummaryType,
        content: messageSummary(user, numbers.get(user) ?? 0),
      },
    );
    sip.via(connection, () => sip.core.request(message));
  }

  return {
    freshOf: (user) => numbers.get(user) ?? 0,
    set(user, fresh) {
      numbers.set(user, fresh);
      for (const binding of bindingsOf(user)) tell(binding);
      changed();
    },
    greet(bindings) {
      for (const binding of bindings) if (numbers.has(binding.user)) tell(binding);
    },
  };
}

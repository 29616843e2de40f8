import { Dialog } from "sip.js/lib/core/dialogs/dialog";
import type { IncomingRequestMessage } from "sip.js/lib/core/messages/incoming-request-message";
import type { UserAgentCore } from "sip.js/lib/core/user-agent-core/user-agent-core";

/** sip.js 0.21.2 knows dialogs of who has subscribed, and none of who tells. A class, since its Dialog is one. */
class NotifierDialog extends Dialog {
  private readonly received: (message: IncomingRequestMessage) => void;

  constructor(
    core: UserAgentCore,
    subscribe: IncomingRequestMessage,
    toTag: string,
    received: (message: IncomingRequestMessage) => void,
  ) {
    super(core, Dialog.initialDialogStateForUserAgentServer(subscribe, toTag));
    this.received = received;
  }

  override receiveRequest(message: IncomingRequestMessage): void {
    if (!this.sequenceGuard(message)) return; // answered with 500
    super.receiveRequest(message);
    this.received(message);
  }
}

/** The dialog a SUBSCRIBE with a readable Contact makes; its requests are told until it is disposed of. */
export function createNotifierDialog(
  core: UserAgentCore,
  subscribe: IncomingRequestMessage,
  toTag: string,
  received: (message: IncomingRequestMessage) => void,
): Dialog {
  return new NotifierDialog(core, subscribe, toTag, received);
}

import { UserAgent, Web } from "sip.js";

import { dialled, readAccount, say, voiceOf, whenPressed } from "./peer-page";

// The floor: SIP.js with an offer that was made and gathered before the button is pressed, and nothing else. It only calls, so it
// does not register.

const { extension, password, server, domain } = readAccount();

class PreparedHandler extends Web.SessionDescriptionHandler {
  #ready: ReturnType<Web.SessionDescriptionHandler["getDescription"]> | null = null;

  async prepare(): Promise<void> {
    this.#ready = super.getDescription();
    await this.#ready;
  }

  override async getDescription(
    ...all: Parameters<Web.SessionDescriptionHandler["getDescription"]>
  ) {
    const ready = this.#ready;
    this.#ready = null;
    return ready ?? super.getDescription(...all);
  }
}

async function start(): Promise<void> {
  const microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
  let next: PreparedHandler | null = null;

  const silent = new UserAgent({ logBuiltinEnabled: false, transportOptions: { server } });
  const logger = silent.getLogger("prepared");

  async function prepare(): Promise<void> {
    const handler = new PreparedHandler(logger, async () => microphone.clone(), {
      iceGatheringTimeout: 0,
      peerConnectionConfiguration: { iceServers: [] },
    });
    await handler.prepare();
    next = handler;
  }

  const user = new Web.SimpleUser(server, {
    aor: `sip:${extension}@${domain}`,
    media: { remote: { audio: voiceOf() } },
    delegate: {
      onCallAnswered: () => say("talking"),
      onCallHangup() {
        say("ended");
        void prepare();
      },
    },
    userAgentOptions: {
      authorizationUsername: extension,
      authorizationPassword: password,
      logBuiltinEnabled: false,
      sessionDescriptionHandlerFactory: () => {
        if (next === null) throw new Error("nothing is prepared");
        return next;
      },
    },
  });
  whenPressed("Call", async () => user.call(`sip:${dialled()}@${domain}`));
  whenPressed("Hang up", async () => user.hangup());
  await user.connect();
  await prepare();
  say("registered");
}

void start();

import { Web } from "sip.js";

import { dialled, readAccount, say, voiceOf, whenPressed } from "./peer-page";

// SIP.js as its own `SimpleUser` has it; with `&best`, with all that its options can do for speed.

const { extension, password, server, domain, isBest, iceServers } = readAccount();

/** A ceiling only: the first candidate ends it. */
const gatheringMs = 20;

type Factory = Web.SessionDescriptionHandlerFactory;

/** The microphone is open already; each call gets a clone, since a session stops what it has sent. */
function quickFactory(microphone: MediaStream): Factory {
  const make = Web.defaultSessionDescriptionHandlerFactory(async () => microphone.clone());
  return (session, options) => {
    const handler = make(session, options) as Web.SessionDescriptionHandler;
    // What `iceGatheringComplete` is there for, by its own description: to go on with the candidates at hand.
    handler.peerConnectionDelegate = { onicecandidate: () => handler.iceGatheringComplete() };
    return handler;
  };
}

async function chooseOptions() {
  const ice = iceServers === null ? {} : { peerConnectionConfiguration: { iceServers } };
  if (!isBest) return { sessionDescriptionHandlerFactoryOptions: ice };
  const microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
  return {
    logBuiltinEnabled: false,
    sessionDescriptionHandlerFactory: quickFactory(microphone),
    sessionDescriptionHandlerFactoryOptions: {
      iceGatheringTimeout: gatheringMs,
      peerConnectionConfiguration: { iceServers: iceServers ?? [] },
    },
  };
}

async function start(): Promise<void> {
  const user = new Web.SimpleUser(server, {
    aor: `sip:${extension}@${domain}`,
    media: { remote: { audio: voiceOf() } },
    delegate: {
      onRegistered: () => say("registered"),
      onCallReceived: () => say("ringing"),
      onCallAnswered: () => say("talking"),
      onCallHangup: () => say("ended"),
    },
    userAgentOptions: {
      authorizationUsername: extension,
      authorizationPassword: password,
      ...(await chooseOptions()),
    },
  });
  whenPressed("Call", async () => user.call(`sip:${dialled()}@${domain}`));
  whenPressed("Answer", async () => user.answer());
  whenPressed("Hang up", async () => user.hangup());
  await user.connect();
  await user.register();
}

void start();

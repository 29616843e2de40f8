import JsSIP from "jssip";

import { dialled, readAccount, say, voiceOf, whenPressed } from "./peer-page";

// JsSIP with its defaults, but for video, which it would ask for; with `&best`, with all that its options can do for speed.

const { extension, password, server, domain, isBest, iceServers } = readAccount();

async function chooseOptions() {
  const sound = { mediaConstraints: { audio: true, video: false } };
  if (!isBest) return iceServers === null ? sound : { ...sound, pcConfig: { iceServers } };
  // It does not stop a stream that it was given.
  const mediaStream = await navigator.mediaDevices.getUserMedia({ audio: true });
  return { ...sound, mediaStream, pcConfig: { iceServers: iceServers ?? [] } };
}

type Session = ReturnType<InstanceType<typeof JsSIP.UA>["call"]>;

interface BegunSession {
  readonly session: Session;
  readonly originator: "local" | "remote";
}

function play(connection: RTCPeerConnection): void {
  connection.addEventListener("track", ({ track }) => {
    voiceOf().srcObject = new MediaStream([track]);
  });
}

async function start(): Promise<void> {
  const options = await chooseOptions();
  let session: Session | null = null;
  const userAgent = new JsSIP.UA({
    sockets: [new JsSIP.WebSocketInterface(server)],
    uri: `sip:${extension}@${domain}`,
    password,
  });
  userAgent.on("registered", () => say("registered"));
  userAgent.on("newRTCSession", ({ session: begun, originator }: BegunSession) => {
    session = begun;
    begun.on("accepted", () => say("talking"));
    for (const end of ["ended", "failed"] as const) begun.on(end, () => say("ended"));
    // The first candidate is enough.
    if (isBest) begun.on("icecandidate", ({ ready }) => ready());
    if (begun.connection) play(begun.connection);
    else begun.on("peerconnection", ({ peerconnection }) => play(peerconnection));
    if (originator === "remote") say("ringing");
  });
  whenPressed("Call", () => userAgent.call(`sip:${dialled()}@${domain}`, options));
  whenPressed("Answer", () => session?.answer(options));
  whenPressed("Hang up", () => session?.terminate());
  userAgent.start();
}

void start();

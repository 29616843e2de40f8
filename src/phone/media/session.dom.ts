import { log } from "@/lib/log";
import { PhoneError } from "@/phone/errors";
import type { Stop } from "@/phone/store";

import { gathered } from "./gathered.dom";
import type { MediaDirection, MediaSession, PreparedMedia, Statistic } from "./media-session";
import type { Microphone } from "./microphone.dom";
import type { Mix, Mixer } from "./mixer.dom";
import { completeOpus } from "./opus-fmtp";
import type { Speaker } from "./speaker.dom";

/** How ways to the other side are found. */
export interface IceOptions {
  readonly iceServers: readonly RTCIceServer[];
  readonly iceTransportPolicy: RTCIceTransportPolicy;
}

export interface SessionOptions {
  readonly ice: IceOptions;
  readonly microphone: Pick<Microphone, "lend">;
  readonly speaker: Pick<Speaker, "attach" | "detach">;
  readonly mixer: Mixer;
}

/** What comes from the other side of a session, for the sessions that are to hear it. */
const voices = new WeakMap<MediaSession, () => MediaStreamTrack | null>();

/** RFC 4733 digits as most exchanges want them: long enough for a slow detector, short enough for a fast typist. */
const digitMs = 120;
const digitGapMs = 70;

/** A peer connection with its audio section, before it is known which outgoing call it will serve. */
export class PreparedConnection implements PreparedMedia {
  readonly kind = "prepared";
  readonly connection: RTCPeerConnection;
  readonly transceiver: RTCRtpTransceiver;

  constructor(ice: IceOptions) {
    this.connection = newConnection(ice);
    this.transceiver = this.connection.addTransceiver("audio", { direction: "sendrecv" });
  }

  discard(): void {
    this.connection.close();
  }
}

function newConnection({ iceServers, iceTransportPolicy }: IceOptions): RTCPeerConnection {
  return new RTCPeerConnection({
    iceServers: [...iceServers],
    iceTransportPolicy,
    bundlePolicy: "max-bundle",
    rtcpMuxPolicy: "require",
  });
}

/** The sound of one call over an `RTCPeerConnection`, a prepared one if there is one. */
export function createMediaSession(
  options: SessionOptions,
  prepared: PreparedConnection | null = null,
): MediaSession {
  const connection = prepared?.connection ?? newConnection(options.ice);
  /**
   * `null` until the first description: a transceiver of our own making is not used for a remote offer (JSEP, RFC
   * 9429 section 5.10), so who answers takes the one that the offer made.
   */
  let transceiver: RTCRtpTransceiver | null = prepared?.transceiver ?? null;
  let microphoneOpen = false;
  /** The track that is ours now; the sender may still hold the one before. */
  let lent: MediaStreamTrack | null = null;
  let returnMicrophone: Stop | null = null;
  let receiving = true;
  let rollingBack: Promise<void> | null = null;
  let voice: MediaStreamTrack | null = null;
  /** Who else is to be heard over there. */
  let others: readonly MediaSession[] = [];
  let mix: Mix | null = null;

  connection.addEventListener("track", ({ track }) => {
    voice = track;
    options.speaker.attach(connection, track);
  });

  function ownDirection(): MediaDirection {
    return receiving ? "sendrecv" : "sendonly";
  }

  /** The microphone is borrowed with the first description: a call that is declined never touches it. */
  function borrowMicrophone(audio: RTCRtpTransceiver): void {
    returnMicrophone ??= options.microphone.lend((track) => {
      lent = track;
      track.enabled = microphoneOpen;
      sendVoices(audio);
    });
  }

  /** Puts into the call what the other side is to hear: the microphone, or it and the others together. */
  function sendVoices({ sender }: RTCRtpTransceiver): void {
    if (lent === null) return;
    const before = mix;
    const heard = others.flatMap((session) => voices.get(session)?.() ?? []);
    mix = heard.length === 0 ? null : options.mixer.mix([lent, ...heard]);
    void sender
      .replaceTrack(mix?.track ?? lent)
      .catch((error: unknown) => {
        // A closed connection takes no track; anything else leaves the call without a voice.
        if (connection.signalingState === "closed") return;
        log("error", "media", "the microphone could not be put into the call", { error });
      })
      .finally(() => before?.stop());
  }

  async function rollBack(): Promise<void> {
    if (connection.signalingState === "have-local-offer") {
      await connection.setLocalDescription({ type: "rollback" });
    } else if (connection.signalingState === "have-remote-offer") {
      await connection.setRemoteDescription({ type: "rollback" });
    }
  }

  async function describe(
    audio: RTCRtpTransceiver,
    direction: MediaDirection,
    make: () => Promise<RTCSessionDescriptionInit>,
  ): Promise<string> {
    borrowMicrophone(audio);
    audio.direction = direction;
    try {
      await connection.setLocalDescription(await make());
    } catch (error) {
      throw negotiationError(error);
    }
    await gathered(connection, options.ice);
    const sdp = withAddress(connection.localDescription?.sdp ?? "");
    // Without a single candidate nobody can send us anything: a machine without a network, or a policy.
    if (!sdp.includes("a=candidate:")) {
      const isRelayOnly = options.ice.iceTransportPolicy === "relay";
      throw new PhoneError(isRelayOnly ? "relayMissing" : "networkMissing");
    }
    return sdp;
  }

  const session: MediaSession = {
    get awaitsAnswer() {
      return connection.signalingState === "have-local-offer";
    },
    get path() {
      return connection.connectionState;
    },
    get remoteDirection() {
      return readDirection(connection.remoteDescription?.sdp ?? "");
    },
    setReceiving(next) {
      receiving = next;
    },
    async createOffer({ restartIce }) {
      transceiver ??= connection.addTransceiver("audio", { direction: "sendrecv" });
      // Chromium 156 goes deaf with its own offer of "sendonly" and stays so when that is rolled back. So the browser
      // offers "sendrecv", a hold is written into the text, and the answer makes it so.
      const make = () => connection.createOffer({ iceRestart: restartIce });
      return withDirection(await describe(transceiver, "sendrecv", make), ownDirection());
    },
    async answerOffer(sdp) {
      try {
        await connection.setRemoteDescription({ type: "offer", sdp: completeOpus(sdp) });
      } catch (error) {
        throw negotiationError(error);
      }
      transceiver ??= findAudio(connection);
      return describe(transceiver, ownDirection(), () => connection.createAnswer());
    },
    async applyAnswer(sdp) {
      try {
        const answer = receiving ? sdp : withDirection(sdp, withoutSending(readDirection(sdp)));
        await connection.setRemoteDescription({ type: "answer", sdp: completeOpus(answer) });
      } catch (error) {
        throw negotiationError(error);
      }
    },
    rollback() {
      // A second one at the same time would find nothing to roll back, and be an error.
      rollingBack ??= rollBack().finally(() => {
        rollingBack = null;
      });
      return rollingBack;
    },
    setMicrophone(open) {
      microphoneOpen = open;
      if (lent) lent.enabled = open;
    },
    hear(next) {
      const isSame = next.length === others.length && next.every((one) => others.includes(one));
      if (isSame) return;
      others = next;
      if (transceiver !== null) sendVoices(transceiver);
    },
    sendDigits(digits) {
      const dtmf = transceiver?.sender.dtmf;
      if (!dtmf?.canInsertDTMF) return false;
      dtmf.insertDTMF(dtmf.toneBuffer + digits, digitMs, digitGapMs);
      return true;
    },
    watchPath(listener) {
      const changed = (): void => listener(connection.connectionState);
      connection.addEventListener("connectionstatechange", changed);
      return () => connection.removeEventListener("connectionstatechange", changed);
    },
    async readStatistics() {
      const report = await connection.getStats();
      return [...(report as unknown as ReadonlyMap<string, Statistic>).values()];
    },
    close() {
      options.speaker.detach(connection);
      connection.close();
      mix?.stop();
      mix = null;
      returnMicrophone?.();
      returnMicrophone = null;
    },
  };
  voices.set(session, () => (voice?.readyState === "live" ? voice : null));
  return session;
}

/** The audio section that a remote offer made. */
function findAudio(connection: RTCPeerConnection): RTCRtpTransceiver {
  const found = connection
    .getTransceivers()
    .find(({ receiver }) => receiver.track.kind === "audio");
  if (found === undefined)
    throw new PhoneError("negotiationFailed", { message: "no audio offered" });
  return found;
}

function negotiationError(error: unknown): PhoneError {
  const message = error instanceof Error ? error.message.slice(0, 200) : String(error);
  return new PhoneError("negotiationFailed", { message }, error);
}

/** The direction of the first audio section, from the side that wrote it. */
function readDirection(sdp: string): MediaDirection {
  const found = /^a=(sendrecv|sendonly|recvonly|inactive)\s*$/m.exec(sdp)?.[1];
  return (found ?? "sendrecv") as MediaDirection;
}

function withDirection(sdp: string, direction: MediaDirection): string {
  return sdp.replace(/^a=(?:sendrecv|sendonly|recvonly|inactive)(?=\s*$)/m, `a=${direction}`);
}

/**
 * Where the microphone is not allowed Chromium 156 hides its addresses (mDNS) and names 0.0.0.0, which Asterisk 22 takes
 * for the hold of RFC 2543 and sends nothing. One that nobody has (RFC 5737) says no more: the way is ICE's to find.
 */
function withAddress(sdp: string): string {
  return sdp.replaceAll(/^c=IN IP4 0\.0\.0\.0(?=\s*$)/gm, "c=IN IP4 192.0.2.1");
}

/** Whatever is answered to a hold: we are sent nothing. */
function withoutSending(direction: MediaDirection): MediaDirection {
  return direction === "sendrecv" || direction === "recvonly" ? "recvonly" : "inactive";
}

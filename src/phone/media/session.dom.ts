import { log } from "@/lib/log";
import { PhoneError } from "@/phone/errors";
import type { Stop } from "@/phone/store";

import type { Connector, IceOptions } from "./connector.dom";
import { createDescriptions, negotiationError } from "./descriptions.dom";
import type { Patience } from "./gathering";
import type { MediaDirection, MediaSession, Statistic } from "./media-session";
import type { Microphone } from "./microphone.dom";
import type { Mix, Mixer } from "./mixer.dom";
import { readDirection, splitCandidates, withDirection, withoutSending } from "./sdp-text";
import type { Speaker } from "./speaker.dom";
import type { ReadyConnection } from "./standby.dom";

export interface SessionOptions {
  readonly ice: IceOptions;
  readonly connector: Pick<Connector, "open">;
  readonly patience: Patience;
  readonly microphone: Pick<Microphone, "lend">;
  readonly speaker: Pick<Speaker, "attach" | "detach">;
  readonly mixer: Mixer;
}

/** An answer that is made and waits for its press. */
interface AnswerAhead {
  readonly answer: string;
  /** Ways to the other side, kept from the browser until the press. */
  readonly candidates: readonly string[];
}

/** What comes from the other side of a session, for the sessions that are to hear it. */
const voices = new WeakMap<MediaSession, () => MediaStreamTrack | null>();

/** RFC 4733 digits as most exchanges want them: long enough for a slow detector, short enough for a fast typist. */
const digitMs = 120;
const digitGapMs = 70;

/** The sound of one call over an `RTCPeerConnection`, a prepared one if there is one. */
export function createMediaSession(
  options: SessionOptions,
  standby: ReadyConnection | null = null,
): MediaSession {
  const connection = standby?.connection ?? options.connector.open(options.ice);
  const descriptions = createDescriptions(connection, options);
  /** Its offer is out of our hands with the first one that is asked for. */
  let ready = standby;
  /**
   * `null` until the first description: a transceiver of our own making is not used for a remote offer (JSEP, RFC
   * 9429 section 5.10), so who answers takes the one that the offer made.
   */
  let transceiver: RTCRtpTransceiver | null = standby?.transceiver ?? null;
  let microphoneOpen = false;
  /** The track that is ours now; the sender may still hold the one before. */
  let lent: MediaStreamTrack | null = null;
  let returnMicrophone: Stop | null = null;
  let receiving = true;
  let voice: MediaStreamTrack | null = null;
  /** Who else is to be heard over there. */
  let others: readonly MediaSession[] = [];
  let mix: Mix | null = null;
  let ahead: AnswerAhead | null = null;
  let making: Promise<string> | null = null;

  connection.addEventListener("track", ({ track }) => {
    voice = track;
    // Nothing is heard of a call that has not been answered.
    if (making === null) options.speaker.attach(connection, track);
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

  async function applyOffer(sdp: string): Promise<RTCRtpTransceiver> {
    await descriptions.applyOffer(sdp);
    transceiver ??= findAudio(connection);
    return transceiver;
  }

  function answer(audio: RTCRtpTransceiver): Promise<string> {
    audio.direction = ownDirection();
    return descriptions.answer(() => connection.createAnswer());
  }

  /**
   * Without the other side's candidates there is nobody to knock at: a browser gives up on those that do not answer
   * within 15 s (Chromium), and a phone system answers nobody before it has our answer.
   */
  async function makeAhead(offer: string, connects: boolean): Promise<string> {
    const { without, candidates } = splitCandidates(offer);
    const audio = await applyOffer(connects ? offer : without);
    const sdp = await answer(audio);
    ahead = { answer: sdp, candidates: connects ? [] : candidates };
    return sdp;
  }

  /** The press. */
  function begin(): void {
    const candidates = ahead?.candidates ?? [];
    if (making === null) return;
    ahead = null;
    making = null;
    // First: the browser does one after the other (W3C WebRTC, operations chain), and the microphone can wait.
    for (const candidate of candidates) {
      void connection.addIceCandidate({ candidate, sdpMLineIndex: 0 }).catch((error: unknown) => {
        log("debug", "media", "a candidate of the other side was not taken", { error });
      });
    }
    if (transceiver !== null) borrowMicrophone(transceiver);
    if (voice !== null) options.speaker.attach(connection, voice);
  }

  /** The offer that was made before anybody had dialled. */
  function takeReady({ sdp, hurry }: ReadyConnection): string | Promise<string> {
    ready = null;
    if (transceiver !== null) borrowMicrophone(transceiver);
    const complete = (): string => withDirection(descriptions.local(), ownDirection());
    if (sdp() !== null) return complete();
    return hurry().then(complete, (error: unknown) => {
      throw negotiationError(error);
    });
  }

  async function offerAnew(restartIce: boolean): Promise<string> {
    transceiver ??= connection.addTransceiver("audio", { direction: "sendrecv" });
    borrowMicrophone(transceiver);
    // Chromium 156 goes deaf with its own offer of "sendonly" and stays so when that is rolled back. So the browser
    // offers "sendrecv", a hold is written into the text, and the answer makes it so. Where it is deaf already, by what was
    // agreed, it hears again with its own offer of "sendrecv", and then whoever is on hold, whatever the answer says.
    const isDeaf = ["sendonly", "inactive"].includes(transceiver.currentDirection ?? "");
    transceiver.direction = isDeaf ? ownDirection() : "sendrecv";
    const make = () => connection.createOffer({ iceRestart: restartIce });
    return withDirection(await descriptions.offer(make), ownDirection());
  }

  async function answerAnew(sdp: string): Promise<string> {
    const audio = await applyOffer(sdp);
    borrowMicrophone(audio);
    return answer(audio);
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
    createOffer: ({ restartIce }) => (ready === null ? offerAnew(restartIce) : takeReady(ready)),
    prepareAnswer(sdp, connects) {
      making ??= makeAhead(sdp, connects);
      return making;
    },
    begin,
    answerOffer(sdp) {
      if (making === null) return answerAnew(sdp);
      if (ahead === null) return making.then(() => session.answerOffer(sdp));
      const { answer } = ahead;
      begin();
      return answer;
    },
    applyAnswer: (sdp) =>
      descriptions.applyAnswer(
        receiving ? sdp : withDirection(sdp, withoutSending(readDirection(sdp))),
      ),
    rollback: () => descriptions.rollback(),
    withdraw: () => descriptions.withdraw(),
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

import { randomBytes } from "node:crypto";

import { RtpHeader, RtpPacket } from "werift";

import { PhoneError } from "@/phone/errors";
import type {
  MediaDirection,
  MediaPath,
  MediaPort,
  MediaSession,
} from "@/phone/media/media-session";

import { openAudioPeer } from "../../pbx/embedded/media/audio-peer";
import {
  createDigitReceiver,
  createDigitSender,
  type DigitSender,
} from "../../pbx/embedded/media/dtmf";

/** The sound of one call without a browser: real ICE, DTLS and RTP, in which nothing but silence is said. */
export interface NodeSession extends MediaSession {
  /** Packets of sound that came. */
  received(): number;
  /** Digits that came as RFC 4733 events. */
  digits(): string;
  /** What the other side agreed to, such as `opus`. */
  codec(): string | null;
  /** How often the other side has answered with new ICE credentials. */
  restarts(): number;
  /** Shows the path as failed, as a browser does after the network has changed. */
  breakPath(): void;
}

export interface NodeMedia extends MediaPort {
  /** Of the call that was made or came last. */
  newest(): NodeSession | null;
  /** Digits go by SIP INFO from now on, as if the other side had not agreed to events. */
  refuseEvents(refuse: boolean): void;
  close(): void;
}

const frameMs = 20;
/** RFC 4733 section 2.3. */
const eventBytes = 4;
const codecs = [
  { mimeType: "audio/opus", clockRate: 48_000, channels: 2, payloadType: 111 },
  { mimeType: "audio/PCMU", clockRate: 8_000, channels: 1, payloadType: 0 },
  { mimeType: "audio/PCMA", clockRate: 8_000, channels: 1, payloadType: 8 },
  { mimeType: "audio/telephone-event", clockRate: 8_000, channels: 1, payloadType: 101 },
];
/** Twenty milliseconds of silence. */
const silence: Readonly<Record<string, Buffer>> = {
  // An Opus packet without sound (RFC 6716 section 3.1: CELT, 20 ms, mono).
  opus: Buffer.from([0xf8, 0xff, 0xfe]),
  PCMU: Buffer.alloc(160, 0xff),
  PCMA: Buffer.alloc(160, 0xd5),
};

export function createNodeMedia(): NodeMedia {
  const sessions: NodeSession[] = [];
  let refusesEvents = false;
  return {
    createSession() {
      const session = createSession(() => refusesEvents);
      sessions.push(session);
      return session;
    },
    prepare: () => undefined,
    standDown: () => undefined,
    newest: () => sessions.at(-1) ?? null,
    refuseEvents(refuse) {
      refusesEvents = refuse;
    },
    close() {
      for (const session of sessions) session.close();
    },
  };
}

/** What a description says that matters here. */
function readDescription(sdp: string) {
  const line = (pattern: RegExp): string | null => pattern.exec(sdp)?.[1] ?? null;
  const types = (line(/^m=audio \d+ \S+ ([\d ]+)/m) ?? "").split(" ");
  const nameOf = (type: string): string | null =>
    line(new RegExp(`^a=rtpmap:${type} ([\\w-]+)/`, "m")) ??
    ({ "0": "PCMU", "8": "PCMA" }[type] || null);
  const audio = types.find((type) => nameOf(type) !== "telephone-event") ?? "";
  const events = types.filter((type) => nameOf(type) === "telephone-event");
  const ofOurClock = events.find((type) => sdp.includes(`a=rtpmap:${type} telephone-event/8000`));
  return {
    direction: (line(/^a=(sendrecv|sendonly|recvonly|inactive)\r?$/m) ??
      "sendrecv") as MediaDirection,
    iceUfrag: line(/^a=ice-ufrag:(\S+)/m),
    audioType: Number(audio),
    codec: nameOf(audio),
    eventType: ofOurClock === undefined ? null : Number(ofOurClock),
  };
}

type Description = ReturnType<typeof readDescription>;

function createSession(refusesEvents: () => boolean): NodeSession {
  const { connection, transceiver, transport } = openAudioPeer(codecs);
  const incoming = createDigitReceiver();
  const outgoing = createDigitSender();
  let remote: Description | null = null;
  /** Our description as werift made it; later ones differ from it by direction and version only. */
  let local = "";
  let version = 1;
  let isReceiving = true;
  let awaitsAnswer = false;
  let isBroken = false;
  let isClosed = false;
  let packets = 0;
  let restarts = 0;
  let heard = "";

  transport.onRtp.subscribe(({ header, payload }) => {
    if (remote === null) return;
    if (header.payloadType === remote.audioType) packets += 1;
    // By its size: Asterisk 22.10 sends events as type 0 to whoever answered with Opus and telephone-event/48000.
    else if (payload.length === eventBytes) {
      heard += incoming.receive(header.timestamp, payload) ?? "";
    }
  });
  const speaking = setInterval(
    speaker(
      outgoing,
      (type, marker, sequenceNumber, timestamp, payload) => {
        if (transport.state !== "connected") return;
        const fields = { payloadType: type, marker, sequenceNumber, timestamp };
        const header = new RtpHeader({ ...fields, ssrc: transceiver.sender.ssrc });
        const sending =
          type === remote?.eventType
            ? transport.sendRtp(payload, header)
            : transceiver.sender.sendRtp(new RtpPacket(header, payload));
        sending.catch(() => undefined); // it is being closed
      },
      () => remote,
    ),
    frameMs,
  );

  function describe(direction: MediaDirection): string {
    version += 1;
    return local
      .replace(/^a=(?:sendrecv|sendonly|recvonly|inactive)$/m, `a=${direction}`)
      .replace(/^o=(\S+ \S+) \d+/m, `o=$1 ${version}`);
  }

  function remember(sdp: string): void {
    const next = readDescription(sdp);
    if (remote !== null && next.iceUfrag !== remote.iceUfrag) restarts += 1;
    remote = next;
  }

  async function gather(make: "createOffer" | "createAnswer"): Promise<void> {
    await connection.setLocalDescription(await connection[make]());
    local = connection.localDescription?.sdp ?? "";
  }

  async function attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw new PhoneError("negotiationFailed", {}, error);
    }
  }

  let isRestarting = false;
  return {
    received: () => packets,
    digits: () => heard,
    codec: () => remote?.codec ?? null,
    restarts: () => restarts,
    breakPath() {
      isBroken = true;
    },
    get awaitsAnswer() {
      return awaitsAnswer;
    },
    get remoteDirection() {
      return remote?.direction ?? "sendrecv";
    },
    get path(): MediaPath {
      return isBroken ? "failed" : connection.connectionState;
    },
    setReceiving(receiving) {
      isReceiving = receiving;
    },
    watchPath: () => () => undefined,
    readStatistics: async () => [],
    setMicrophone: () => undefined,
    hear: () => undefined,
    createOffer: ({ restartIce }) =>
      attempt(async () => {
        if (local === "" || restartIce) {
          if (restartIce) connection.restartIce();
          isRestarting = restartIce;
          await gather("createOffer");
        }
        awaitsAnswer = true;
        return describe(isReceiving ? "sendrecv" : "sendonly");
      }),
    // Then a session of its own answers.
    prepareAnswer: async () => {
      throw new PhoneError("negotiationFailed");
    },
    begin: () => undefined,
    answerOffer: (sdp) =>
      attempt(async () => {
        if (remote === null) {
          await connection.setRemoteDescription({ type: "offer", sdp });
          await gather("createAnswer");
        }
        remember(sdp);
        return describe(answerTo(remote?.direction ?? "sendrecv", isReceiving));
      }),
    applyAnswer: (sdp) =>
      attempt(async () => {
        awaitsAnswer = false;
        if (remote === null || isRestarting) {
          await connection.setRemoteDescription({ type: "answer", sdp });
        }
        remember(sdp);
        if (!isRestarting) return;
        isRestarting = false;
        isBroken = false;
        // werift 0.24.4 skips the checks of a restart because DTLS is still connected.
        transport.iceTransport.start().catch(() => undefined);
      }),
    async rollback() {
      awaitsAnswer = false;
    },
    async withdraw() {
      awaitsAnswer = false;
    },
    sendDigits(digits) {
      if (refusesEvents() || remote?.eventType === null) return false;
      for (const digit of digits) outgoing.add(digit);
      return true;
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      clearInterval(speaking);
      connection.close().catch(() => undefined);
    },
  };
}

function answerTo(direction: MediaDirection, isReceiving: boolean): MediaDirection {
  if (direction === "inactive") return "inactive";
  if (direction === "sendonly") return isReceiving ? "recvonly" : "inactive";
  return isReceiving && direction === "sendrecv" ? "sendrecv" : "sendonly";
}

type SendRtp = (
  type: number,
  marker: boolean,
  sequenceNumber: number,
  timestamp: number,
  payload: Buffer,
) => void;

/** Twenty milliseconds each time: silence, or a part of a key press. */
function speaker(digits: DigitSender, send: SendRtp, remote: () => Description | null) {
  let sequence = randomBytes(2).readUInt16BE();
  let frames = randomBytes(2).readUInt16BE();
  return () => {
    const to = remote();
    const payload = silence[to?.codec ?? ""];
    if (to === null || payload === undefined) return;
    frames += 1;
    const keyPress = to.eventType === null ? null : digits.next(frames * 160);
    for (const packet of keyPress ?? [null]) {
      sequence = (sequence + 1) & 0xffff;
      if (packet === null || to.eventType === null) {
        const samples = to.codec === "opus" ? 960 : 160;
        send(to.audioType, false, sequence, (frames * samples) >>> 0, payload);
      } else {
        const event = Buffer.from(packet.payload);
        send(to.eventType, packet.marker, sequence, packet.timestamp, event);
      }
    }
  };
}

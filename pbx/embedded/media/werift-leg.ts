import { RtpHeader, RtpPacket } from "werift";

import { createPathGuard } from "./cut-path";
import { createDigitReceiver, createDigitSender, type EventPacket } from "./dtmf";
import { decodeMuLaw, encodeMuLaw } from "./g711";
import { createJitterBuffer } from "./jitter-buffer";
import { type CreateMediaLeg, type Frame, frameMs, frameSamples, type MediaLegEvents } from "./leg";
import { createWeriftSession } from "./werift-session";

const audioType = 0;
/** After a pause longer than this the RTP clock jumps, or the far end would play what follows late. */
const pauseMs = 200;

/** A party reached over WebRTC by werift: G.711 mu-law and telephone-event/8000 only. */
export const createWeriftLeg: CreateMediaLeg = (events, lossPercent, isPathCut = () => false) => {
  const incoming = createIncoming(events);
  const traffic = { received: 0, sent: 0 };
  let heardAtMs = performance.now();
  let closed = false;

  const lost = (direction: "fromClient" | "toClient") =>
    Math.random() * 100 < lossPercent(direction);

  function onPacket(packet: RtpPacket): void {
    if (lost("fromClient")) return;
    heardAtMs = performance.now();
    traffic.received += 1;
    incoming.receive(packet);
  }

  function onControl(): void {
    heardAtMs = performance.now();
  }

  const guard = createPathGuard(isPathCut);
  const { setEventType: onEventType } = incoming;
  const session = createWeriftSession({ onPacket, onControl, onEventType, onGathered: guard });
  const outgoing = createOutgoing((header, payload) => {
    const { transceiver, transport } = session.peer();
    if (transport.state !== "connected") return;
    traffic.sent += 1;
    if (lost("toClient")) return;
    const sending =
      header.payloadType === audioType
        ? transceiver.sender.sendRtp(new RtpPacket(header, payload))
        : transport.sendRtp(payload, header);
    sending.catch(() => undefined); // the leg is being closed
  });

  return {
    answer(offer) {
      heardAtMs = performance.now();
      return session.answer(offer);
    },
    offer: () => session.offer(),
    accept(answer) {
      heardAtMs = performance.now();
      return session.accept(answer);
    },
    get remoteDirection() {
      return session.remoteDirection();
    },
    pull: () => incoming.pull(),
    push: (frame) => outgoing.push(frame, session.peer().transceiver.sender.ssrc),
    sendDigit: (digit) => outgoing.sendDigit(digit, session.eventType()),
    traffic: () => ({ ...traffic }),
    quietMs: () => performance.now() - heardAtMs,
    close() {
      if (closed) return;
      closed = true;
      session.close();
    },
  };
};

function createIncoming(events: MediaLegEvents) {
  const buffer = createJitterBuffer();
  const digits = createDigitReceiver();
  let eventType: number | null = null;
  return {
    setEventType(type: number | null) {
      eventType = type;
    },
    pull: (): Frame | null => buffer.read(),
    receive({ header, payload }: RtpPacket) {
      if (header.payloadType === audioType) {
        buffer.write(header.timestamp, decodeMuLaw(payload));
      } else if (header.payloadType === eventType) {
        const digit = digits.receive(header.timestamp, payload);
        if (digit !== null) events.digit(digit);
      }
    },
  };
}

function createOutgoing(send: (header: RtpHeader, payload: Buffer) => void) {
  const digits = createDigitSender();
  let eventType: number | null = null;
  let sequenceNumber = Math.floor(Math.random() * 0x8000);
  let timestamp = Math.floor(Math.random() * 0x8000_0000);
  let pushedAtMs = performance.now();

  function emit(packet: EventPacket, payloadType: number, ssrc: number): void {
    sequenceNumber = (sequenceNumber + 1) & 0xffff;
    const { marker, payload } = packet;
    const fields = { marker, payloadType, sequenceNumber, ssrc, timestamp: packet.timestamp };
    send(new RtpHeader(fields), Buffer.from(payload.buffer, payload.byteOffset, payload.length));
  }

  return {
    sendDigit(digit: string, type: number | null) {
      if (type === null) return;
      eventType = type;
      digits.add(digit);
    },
    push(frame: Frame, ssrc: number) {
      const nowMs = performance.now();
      const gapMs = nowMs - pushedAtMs;
      pushedAtMs = nowMs;
      const steps = gapMs > pauseMs ? Math.round(gapMs / frameMs) : 1;
      timestamp = (timestamp + steps * frameSamples) >>> 0;
      const keyPress = digits.next(timestamp);
      if (keyPress === null || eventType === null) {
        const audio = { timestamp, marker: steps > 1, payload: encodeMuLaw(frame) };
        emit(audio, audioType, ssrc);
      } else for (const packet of keyPress) emit(packet, eventType, ssrc);
    },
  };
}

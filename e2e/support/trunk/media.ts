import { createSocket, type RemoteInfo } from "node:dgram";

import { createDigitReceiver, createDigitSender } from "../../../pbx/embedded/media/dtmf";
import { silenceDb } from "../../../pbx/embedded/media/goertzel";
import { frameMs, frameSamples } from "../../../pbx/embedded/media/leg";
import { createLevelMeter } from "../../../pbx/embedded/media/level-meter";
import { decodeALaw, encodeALaw } from "./a-law";
import { payloadTypes, readRtp, writeRtp } from "./rtp";

/** Where the phone system sends the sound of a call on the trunk: A-law and RFC 4733 digits over RTP. */
export interface TrunkMedia {
  readonly port: number;
  /** How loud a tone has been in the last 300 ms; -120 when nothing has come for a while. */
  levelDb(toneHz: number): number;
  /** Keys that have come, as RFC 4733 events. */
  readonly digits: string;
  /** Sends silence and these keys as RFC 4733 events to whoever sends to us. */
  presses(digits: string): Promise<void>;
  /** For the next call. */
  forget(): void;
  close(): void;
}

/** Without a packet for so long nothing is heard any more. */
const freshMs = 200;
const silence = new Uint8Array(frameSamples).fill(encodeALaw(0));

export async function startTrunkMedia(): Promise<TrunkMedia> {
  const socket = createSocket("udp4");
  const meter = createLevelMeter();
  let receiver = createDigitReceiver();
  let digits = "";
  let heardAt = 0;
  let peer: RemoteInfo | null = null;

  socket.on("message", (data, from) => {
    const packet = readRtp(data);
    if (packet === null) return;
    peer = from;
    if (packet.payloadType === payloadTypes.digits) {
      digits += receiver.receive(packet.timestamp, packet.payload) ?? "";
    } else if (packet.payloadType === payloadTypes.aLaw) {
      heardAt = Date.now();
      for (let at = 0; at + frameSamples <= packet.payload.length; at += frameSamples) {
        const frame = packet.payload.subarray(at, at + frameSamples);
        meter.write(Int16Array.from(frame, decodeALaw));
      }
    }
  });

  function presses(wanted: string): Promise<void> {
    const sender = createDigitSender();
    for (const digit of wanted) sender.add(digit);
    /** So many frames of silence after the last key. */
    let rest = 10;
    let sequence = 0;
    let timestamp = 0;
    const send = (payloadType: number, payload: Uint8Array, at = timestamp, marker = false) => {
      sequence += 1;
      const packet = writeRtp({ payloadType, payload, timestamp: at, marker, sequence });
      if (peer !== null) socket.send(packet, peer.port, peer.address);
    };
    return new Promise((resolve) => {
      const timer = setInterval(() => {
        const events = sender.next(timestamp);
        for (const event of events ?? [])
          send(payloadTypes.digits, event.payload, event.timestamp, event.marker);
        if (events === null) send(payloadTypes.aLaw, silence);
        timestamp += frameSamples;
        rest = events === null ? rest - 1 : 10;
        if (rest > 0) return;
        clearInterval(timer);
        resolve();
      }, frameMs);
    });
  }

  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  return {
    port: socket.address().port,
    levelDb: (toneHz) =>
      Date.now() - heardAt < freshMs ? (meter.levels([toneHz])[0] ?? silenceDb) : silenceDb,
    get digits() {
      return digits;
    },
    presses,
    forget() {
      meter.clear();
      receiver = createDigitReceiver();
      digits = "";
      peer = null;
    },
    close: () => void socket.close(),
  };
}

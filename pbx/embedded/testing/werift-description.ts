import type { SessionDescriptionHandler } from "sip.js";
import { RTCPeerConnection, RTCRtpCodecParameters, RtpHeader, useOPUS, usePCMU } from "werift";

import { createDigitReceiver, createDigitSender } from "../media/dtmf";
import { decodeMuLaw, encodeMuLaw } from "../media/g711";
import { createLevelMeter } from "../media/level-meter";
import { createTone } from "../media/sounds";

/** A browser's half of a call, with sound: it speaks a tone and listens. */
export interface WeriftDescription extends SessionDescriptionHandler {
  hears(frequencyHz: number): boolean;
  press(digits: string): void;
  readonly heardDigits: string;
  readonly received: number;
  restartIce(): void;
}

/** Like a browser it offers Opus first, and takes what the switch answers. */
export function createWeriftDescription(toneHz: number): WeriftDescription {
  // oxlint-disable react-hooks/rules-of-hooks -- werift's names for codecs begin like React's hooks
  const connection = new RTCPeerConnection({
    iceServers: [],
    iceAdditionalHostAddresses: ["127.0.0.1"],
    codecs: {
      audio: [
        useOPUS({ payloadType: 111 }),
        usePCMU(),
        new RTCRtpCodecParameters({
          mimeType: "audio/telephone-event",
          clockRate: 8000,
          payloadType: 126,
        }),
      ],
    },
  });
  // oxlint-enable react-hooks/rules-of-hooks
  const transceiver = connection.addTransceiver("audio", { direction: "sendrecv" });
  const transport = transceiver.dtlsTransport;
  delete transport.iceTransport.connection.stunServer;
  const heard = createLevelMeter();
  const tone = createTone(toneHz);
  const sender = createDigitSender();
  const receiver = createDigitReceiver();
  let heardDigits = "";
  let received = 0;
  let isRestarting = false;
  let sequenceNumber = 0;
  let timestamp = 0;

  transport.onRtp.subscribe(({ header, payload }) => {
    received += 1;
    if (header.payloadType === 0) heard.write(decodeMuLaw(payload));
    else heardDigits += receiver.receive(header.timestamp, payload) ?? "";
  });

  function send(payloadType: number, at: number, marker: boolean, payload: Uint8Array): void {
    sequenceNumber = (sequenceNumber + 1) & 0xffff;
    const { ssrc } = transceiver.sender;
    const header = new RtpHeader({ payloadType, sequenceNumber, timestamp: at, marker, ssrc });
    void transport.sendRtp(Buffer.from(payload), header);
  }

  const beat = setInterval(() => {
    if (transport.state !== "connected") return;
    timestamp += 160;
    const keyPress = sender.next(timestamp);
    if (keyPress === null) send(0, timestamp, false, encodeMuLaw(tone.next()));
    else for (const packet of keyPress) send(126, packet.timestamp, packet.marker, packet.payload);
  }, 20);

  return {
    close() {
      clearInterval(beat);
      void connection.close();
    },
    hasDescription: (contentType) => contentType === "application/sdp",
    async getDescription() {
      const isAnswer = connection.signalingState === "have-remote-offer";
      const description = isAnswer
        ? await connection.createAnswer()
        : await connection.createOffer({ iceRestart: isRestarting });
      isRestarting = false;
      await connection.setLocalDescription(description);
      return { body: connection.localDescription?.sdp ?? "", contentType: "application/sdp" };
    },
    async setDescription(sdp) {
      const type = connection.signalingState === "have-local-offer" ? "answer" : "offer";
      await connection.setRemoteDescription({ type, sdp });
    },
    sendDtmf: () => false,
    hears: (frequencyHz) => (heard.levels([frequencyHz])[0] ?? -120) > -45,
    press(digits) {
      for (const digit of digits) sender.add(digit);
    },
    get heardDigits() {
      return heardDigits;
    },
    get received() {
      return received;
    },
    restartIce() {
      isRestarting = true;
    },
  };
}

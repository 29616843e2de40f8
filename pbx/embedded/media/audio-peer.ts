import {
  type RTCDtlsTransport,
  RTCPeerConnection,
  RTCRtpCodecParameters,
  type RTCRtpTransceiver,
} from "werift";

export interface AudioPeer {
  readonly connection: RTCPeerConnection;
  readonly transceiver: RTCRtpTransceiver;
  readonly transport: RTCDtlsTransport;
}

export interface AudioCodec {
  readonly mimeType: string;
  readonly clockRate: number;
  readonly channels?: number;
  readonly payloadType: number;
}

/** A connection of werift's with one audio section, on loopback too. */
export function openAudioPeer(codecs: readonly AudioCodec[]): AudioPeer {
  const connection = new RTCPeerConnection({
    iceServers: [],
    iceAdditionalHostAddresses: ["127.0.0.1"],
    codecs: { audio: codecs.map((codec) => new RTCRtpCodecParameters(codec)), video: [] },
    bundlePolicy: "max-bundle",
  });
  const transceiver = connection.addTransceiver("audio", { direction: "sendrecv" });
  const transport = transceiver.dtlsTransport;
  // werift 0.24.4 asks stun.l.google.com even with `iceServers: []`, which costs 40 ms on line and
  // seconds off line. Remove this when an empty list is respected.
  delete transport.iceTransport.connection.stunServer;
  return { connection, transceiver, transport };
}

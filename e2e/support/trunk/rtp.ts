// RTP of RFC 3550, as much of it as a telephone company needs.

/** 8 is A-law's own (RFC 3551); 101 is what our descriptions say. */
export const payloadTypes = { aLaw: 8, digits: 101 } as const;

const headBytes = 12;
const ssrc = 0x68_61_6d_73;

export interface RtpPacket {
  readonly payloadType: number;
  readonly marker: boolean;
  readonly sequence: number;
  readonly timestamp: number;
  readonly payload: Uint8Array;
}

/** null for what is none, RTCP included. */
export function readRtp(data: Buffer): RtpPacket | null {
  const isRtp = data.length >= headBytes && data.readUInt8(0) >> 6 === 2;
  const payloadType = isRtp ? data.readUInt8(1) & 0x7f : 0;
  // RTCP on the same port has types from 200 on (RFC 5761, section 4).
  if (!isRtp || (payloadType >= 64 && payloadType < 96)) return null;
  const contributors = data.readUInt8(0) & 0x0f;
  return {
    payloadType,
    marker: data.readUInt8(1) >> 7 === 1,
    sequence: data.readUInt16BE(2),
    timestamp: data.readUInt32BE(4),
    payload: data.subarray(headBytes + contributors * 4),
  };
}

export function writeRtp(packet: RtpPacket): Buffer {
  const head = Buffer.alloc(headBytes);
  head.writeUInt8(0x80, 0);
  head.writeUInt8((packet.marker ? 0x80 : 0) | packet.payloadType, 1);
  head.writeUInt16BE(packet.sequence, 2);
  head.writeUInt32BE(packet.timestamp, 4);
  head.writeUInt32BE(ssrc, 8);
  return Buffer.concat([head, packet.payload]);
}

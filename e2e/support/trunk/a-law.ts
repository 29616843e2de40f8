// G.711 A-law, what European telephone companies speak.

/** Even bits are sent inverted (ITU-T G.711, table 1a). */
const inversion = 0x55;

export function encodeALaw(sample: number): number {
  const sign = sample < 0 ? 0 : 0x80;
  const magnitude = Math.min(sample < 0 ? ~sample : sample, 32_767);
  const exponent = Math.max(0, 31 - Math.clz32(magnitude) - 7);
  const mantissa = (magnitude >> (exponent === 0 ? 4 : exponent + 3)) & 0x0f;
  return (sign | (exponent << 4) | mantissa) ^ inversion;
}

export function decodeALaw(byte: number): number {
  const bits = byte ^ inversion;
  const exponent = (bits >> 4) & 0x07;
  const steps = ((bits & 0x0f) << 4) + (exponent === 0 ? 8 : 0x108);
  const magnitude = exponent === 0 ? steps : steps << (exponent - 1);
  return (bits & 0x80) === 0 ? -magnitude : magnitude;
}

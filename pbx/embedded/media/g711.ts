// G.711 mu-law by table: 65,536 bytes once, then one look-up per sample.

const bias = 0x84;
const clip = 32_635;

function encodeSample(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), clip) + bias;
  const exponent = Math.max(0, 31 - Math.clz32(magnitude) - 7);
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

function decodeByte(byte: number): number {
  const bits = ~byte & 0xff;
  const exponent = (bits >> 4) & 0x07;
  const magnitude = ((((bits & 0x0f) << 3) + bias) << exponent) - bias;
  return (bits & 0x80) === 0 ? magnitude : -magnitude;
}

const encoded = Uint8Array.from({ length: 65_536 }, (_, index) => encodeSample(index - 32_768));
const decoded = Int16Array.from({ length: 256 }, (_, byte) => decodeByte(byte));

export function encodeMuLaw(samples: Int16Array): Uint8Array {
  const bytes = new Uint8Array(samples.length);
  for (let i = 0; i < samples.length; i++) {
    bytes[i] = encoded[(samples[i] ?? 0) + 32_768] ?? 0xff;
  }
  return bytes;
}

export function decodeMuLaw(bytes: Uint8Array): Int16Array {
  const samples = new Int16Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) samples[i] = decoded[bytes[i] ?? 0xff] ?? 0;
  return samples;
}

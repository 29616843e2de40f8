/** What the E-model is told of an interval; everything else has its default value (ITU-T G.107, table 2). */
export interface Conditions {
  /** From mouth to ear, one way. */
  readonly delayMs: number;
  readonly lossPercent: number;
}

/** Basic signal to noise ratio with all defaults (G.107, equation 7-3). */
const signalToNoise = 94.7688;
/** Simultaneous impairment with all defaults (equation 7-9). */
const simultaneous = 1.4136;
const talkerEchoLoudnessDb = 65;
const listenerEchoDb = 110;
const receiveLoudnessDb = 2;
const circuitNoise = -61.179;
/** How well G.711 with concealment stands random loss (ITU-T G.113, appendix I): no impairment without loss, Bpl 25.1. */
const lossRobustness = 25.1;
const mostImpairment = 95;

/** The transmission rating R of ITU-T G.107, from 0 to 93.2 for a telephone. */
export function rate({ delayMs, lossPercent }: Conditions): number {
  const equipment = (mostImpairment * lossPercent) / (lossPercent + lossRobustness);
  const rating =
    signalToNoise -
    simultaneous -
    talkerEcho(delayMs) -
    listenerEcho(delayMs) -
    pureDelay(delayMs) -
    equipment;
  return Math.min(100, Math.max(0, rating));
}

/** Mean opinion score, 1 to 4.5 (G.107, annex B). */
export function toMos(rating: number): number {
  if (rating <= 0) return 1;
  if (rating >= 100) return 4.5;
  // The polynomial dips below 1 for ratings under 6.5, which nobody can mean.
  return Math.max(1, 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6);
}

/** Equations 7-18 to 7-22: hearing oneself come back, worse the later. */
function talkerEcho(delayMs: number): number {
  const audible =
    talkerEchoLoudnessDb -
    40 * Math.log10((1 + delayMs / 10) / (1 + delayMs / 150)) +
    6 * Math.exp(-0.3 * delayMs ** 2);
  const echo = 80 + 2.5 * (audible - 14);
  const room = -1.5 * (circuitNoise - receiveLoudnessDb);
  const half = (room - echo) / 2;
  return (half + Math.sqrt(half ** 2 + 100) - 1) * (1 - Math.exp(-delayMs));
}

/** Equations 7-24 and 7-25; the round trip is twice the delay. */
function listenerEcho(delayMs: number): number {
  const echo = 10.5 * (listenerEchoDb + 7) * (2 * delayMs + 1) ** -0.25;
  const half = (signalToNoise - echo) / 2;
  return half + Math.sqrt(half ** 2 + 169);
}

/** Equations 7-27 and 7-28: nothing up to 100 ms. */
function pureDelay(delayMs: number): number {
  if (delayMs <= 100) return 0;
  const doublings = Math.log2(delayMs / 100);
  return 25 * ((1 + doublings ** 6) ** (1 / 6) - 3 * (1 + (doublings / 3) ** 6) ** (1 / 6) + 2);
}

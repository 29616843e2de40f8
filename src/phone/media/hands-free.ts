/**
 * Whether a microphone is that of a Bluetooth headset, as far as its label tells. While such a one is open the headset is
 * on the hands-free profile (HFP) in place of the one for music (A2DP): what is heard, ringing too, has the sound of a
 * telephone, and the radio takes from the battery. No browser says so but by the label.
 */
export function isHandsFree(label: string): boolean {
  return !isUsb.test(label) && handsFree.some((rule) => rule.test(label));
}

/**
 * Chromium adds vendor and product to what is on a USB port ("… (046d:09a6)", `GetDeviceSuffixWin`), and never
 * to a Bluetooth headset. The stick that comes with a call-centre headset is such a device, even with "Bluetooth" in
 * its name: it keeps its own radio and has no other profile to lose.
 */
const isUsb = /\([0-9a-f]{4}:[0-9a-f]{4}\)$/i;

const handsFree: readonly RegExp[] = [
  // Windows calls the microphone of a headset after the profile: "Headset (WH-1000XM4 Hands-Free AG Audio)", or without
  // the last two words; its driver has that name in English in every language.
  /hands-?free/i,
  // Chromium's own suffix on Windows (`GetDeviceSuffixWin`: what hangs on BTHENUM or BTHHFENUM) and macOS
  // (`kAudioDeviceTransportTypeBluetooth`), and the name that Android has for any headset ("Bluetooth headset").
  /\bbluetooth\b/i,
  // The profile's name, as PulseAudio and PipeWire have it: "Headset Head Unit (HSP/HFP)".
  /\b(?:HFP|HSP)\b/,
  /\bbluez\b|\bbluez_/i,
  // Firefox and Safari on macOS and iOS, and all browsers on Linux, tell the product's name and no more: those
  // that are sold by the million and have no other radio. A cable is told by `isUsb`.
  /\bair\s?pods\b|\bpowerbeats\b|\bbeats (?:studio|solo|fit|flex)\b/i,
  /\b(?:galaxy|pixel) buds\b|\bW[HF]-\d{4}XM\d\b|\bquiet\s?comfort\b|\bbose qc/i,
];

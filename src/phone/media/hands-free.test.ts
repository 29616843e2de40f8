import { expect, test } from "vitest";

import { isHandsFree } from "./hands-free";

test.each([
  // Windows: Chromium and Edge, then Firefox.
  ["Headset (WH-1000XM4 Hands-Free AG Audio) (Bluetooth)", true],
  ["Default - Headset (Jabra Evolve2 65 Hands-Free AG Audio) (Bluetooth)", true],
  ["Headset (Galaxy Buds2 Pro) (Bluetooth)", true],
  ["Kopfhörer (JBL TUNE 510BT Hands-Free AG Audio)", true],
  ["耳机 (iGene-U2 Hands-Free)", true],
  ["Microphone (Realtek(R) Audio)", false],
  ["Microphone Array (Intel® Smart Sound Technology for Digital Microphones)", false],
  ["Headset Microphone (Jabra Evolve2 40) (0b0e:0e41)", false],
  ["Headset Earphone (Jabra Link 380) (0b0e:24c8)", false],
  // A stick: its name is no profile.
  ["Headset Microphone (Plantronics Bluetooth BT600) (047f:02ee)", false],
  // macOS: Chrome, then Safari and Firefox.
  ["AirPods Pro (Bluetooth)", true],
  ["Omar’s AirPods", true],
  ["MacBook Pro Microphone (Built-in)", false],
  ["MacBook Air Microphone", false],
  ["AirPods Max (05ac:110a)", false],
  ["Beats Studio Buds", true],
  ["External Microphone (Built-in)", false],
  // Linux: PulseAudio and PipeWire.
  ["WH-1000XM5", true],
  ["Bose QC35 II", true],
  ["Bose QuietComfort 45", true],
  ["Headset Head Unit (HSP/HFP)", true],
  ["bluez_input.AC_12_2F_00_00_01.0", true],
  ["Built-in Audio Analog Stereo", false],
  ["Jabra Evolve2 30 Mono", false],
  // Android.
  ["Bluetooth headset", true],
  ["Speakerphone", false],
  ["Wired headset", false],
  // Words that only look like one.
  ["Beatson Studio Microphone", false],
  ["Buds and Blossoms USB", false],
  ["", false],
])("%j is that of a Bluetooth headset: %s", (label, isBluetooth) => {
  expect(isHandsFree(label)).toBe(isBluetooth);
});

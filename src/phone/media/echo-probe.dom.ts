import { pause } from "@/lib/pause";
import type { EchoFacts, EchoProbe } from "@/phone/check/check-port";

import { createConnector, type IceOptions } from "./connector.dom";
import { createPatience } from "./gathering";
import { toneLevelDb } from "./hear-tones";
import { createMixer } from "./mixer.dom";
import { toInterval } from "./quality/interval";
import { readSnapshot, type Snapshot } from "./quality/snapshot";
import { createMediaSession } from "./session.dom";

/** Our own tone, and one that nobody plays: noise is in both. */
const ownHz = 820;
const otherHz = 1_310;
const toneGain = 0.2;
/** -14 dB are sent; what a phone system makes of it is louder than this, what a codec adds is not. */
const heardAboveDb = -45;
const aboveOtherDb = 10;
const lookMs = 50;
/** Both ends begin at their own time, and the first packets find nobody: what is lost then says nothing of the way. */
const settleMs = 500;
const lookSamples = 2_048;

/** A tone goes out in place of the microphone, and what comes back is heard by nobody but us. */
export function openEcho(ice: IceOptions): EchoProbe {
  const context = new AudioContext();
  void context.resume().catch(() => undefined);
  const output = context.createMediaStreamDestination();
  const oscillator = new OscillatorNode(context, { frequency: ownHz });
  oscillator.connect(new GainNode(context, { gain: toneGain })).connect(output);
  oscillator.start();
  const analyser = context.createAnalyser();
  analyser.fftSize = lookSamples;
  // Chromium gives a remote track to Web Audio only while an element plays it too (crbug.com/933677).
  const element = new Audio();
  element.muted = true;

  const session = createMediaSession({
    ice,
    connector: createConnector(),
    patience: createPatience(),
    mixer: createMixer(),
    microphone: {
      lend(borrower) {
        const [track] = output.stream.getAudioTracks();
        if (track !== undefined) borrower(track);
        return () => undefined;
      },
    },
    speaker: {
      attach(_owner, track) {
        const stream = new MediaStream([track]);
        element.srcObject = stream;
        void element.play().catch(() => undefined);
        context.createMediaStreamSource(stream).connect(analyser);
      },
      detach() {
        element.pause();
        element.srcObject = null;
      },
    },
  });
  session.setMicrophone(true);

  return {
    session,
    async measure(lastsMs, signal) {
      const samples = new Float32Array(lookSamples);
      let looks = 0;
      let heard = 0;
      const timer = setInterval(() => {
        analyser.getFloatTimeDomainData(samples);
        const own = toneLevelDb(samples, context.sampleRate, ownHz);
        const other = toneLevelDb(samples, context.sampleRate, otherHz);
        looks += 1;
        if (own > heardAboveDb && own > other + aboveOtherDb) heard += 1;
      }, lookMs);
      try {
        await pause(settleMs, signal);
        const before = readSnapshot(await session.readStatistics());
        await pause(lastsMs - settleMs, signal);
        const after = readSnapshot(await session.readStatistics());
        return {
          ...readFacts(before, after),
          heardPercent: looks === 0 ? 0 : (100 * heard) / looks,
        };
      } finally {
        clearInterval(timer);
      }
    },
    close() {
      // The session closes with its call; one that was never made is closed here.
      session.close();
      oscillator.stop();
      void context.close();
    },
  };
}

/** The far end tells its loss some seconds into a call (RTCP), and not every one tells it at all. */
function readFacts(before: Snapshot, after: Snapshot): Omit<EchoFacts, "heardPercent"> {
  const interval = toInterval(before, after);
  return {
    packetsReceived: (after.received?.packets ?? 0) - (before.received?.packets ?? 0),
    roundTripMs: interval?.roundTripMs ?? null,
    jitterMs: interval?.jitterMs ?? null,
    lossInPercent: interval?.lossPercent ?? null,
    lossOutPercent: after.there?.lossPercent ?? null,
  };
}

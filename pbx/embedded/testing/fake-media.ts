import { answerTo } from "../media/describe";
import type { CreateMediaLeg, Direction, MediaLeg, MediaLegEvents } from "../media/leg";
import { UnusableOffer } from "../media/reduce-offer";
import { createTone, type Source } from "../media/sounds";
import { fakeSdp, readFakeDirection } from "./fake-sdp";

/** A far end without RTP: it speaks a tone, presses keys, and remembers the keys it heard. */
interface FakeMediaLeg extends MediaLeg {
  speak(frequencyHz: number): void;
  press(digit: string): void;
  readonly heardDigits: string;
  readonly offersSeen: readonly string[];
  /** Nothing has come from it for so long. */
  setQuietMs(quietMs: number): void;
  readonly isClosed: boolean;
}

export interface FakeMedia {
  readonly create: CreateMediaLeg;
  /** From now on offers are answered only once the function that comes back is called. */
  holdAnswers(): () => void;
  /** In the order of the legs' birth. */
  readonly legs: readonly FakeMediaLeg[];
}

function createFakeLeg(events: MediaLegEvents, mayAnswer: () => Promise<void>): FakeMediaLeg {
  const offersSeen: string[] = [];
  let direction: Direction = "sendrecv";
  let source: Source | null = null;
  let heardDigits = "";
  let quietMs = 0;
  let isClosed = false;

  function read(sdp: string): void {
    if (!sdp.includes("m=audio")) throw new UnusableOffer("no audio");
    direction = readFakeDirection(sdp);
  }

  return {
    async answer(offer) {
      offersSeen.push(offer);
      await mayAnswer();
      read(offer);
      return fakeSdp(answerTo(direction));
    },
    offer: async () => fakeSdp(answerTo(direction)),
    accept: async (answer) => read(answer),
    get remoteDirection() {
      return direction;
    },
    pull: () => source?.next() ?? null,
    push: () => undefined,
    sendDigit(digit) {
      heardDigits += digit;
    },
    traffic: () => ({ received: 0, sent: 0 }),
    quietMs: () => quietMs,
    close() {
      isClosed = true;
    },
    speak(frequencyHz) {
      source = createTone(frequencyHz);
    },
    press: (digit) => events.digit(digit),
    get heardDigits() {
      return heardDigits;
    },
    get isClosed() {
      return isClosed;
    },
    offersSeen,
    setQuietMs(given) {
      quietMs = given;
    },
  };
}

export function createFakeMedia(): FakeMedia {
  const legs: FakeMediaLeg[] = [];
  let permission = Promise.resolve();
  return {
    legs,
    holdAnswers() {
      let release = (): void => undefined;
      permission = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    create(events) {
      const leg = createFakeLeg(events, () => permission);
      legs.push(leg);
      return leg;
    },
  };
}

import type { MediaSession } from "@/phone/media/media-session";
import type { Stop } from "@/phone/store";

export interface BrowserFacts {
  /** Its name and version, or what it calls itself. */
  readonly name: string;
  /** Processors it may use; `null` where it does not say. */
  readonly cores: number | null;
  readonly isSecure: boolean;
  /** What the phone cannot do without, by the names of the web platform. */
  readonly lacks: readonly string[];
  /** A page that nobody has touched may not sound. */
  readonly maySound: boolean;
}

export interface MicrophoneFacts {
  readonly label: string;
  /** Of full scale. */
  readonly peakDb: number;
  /** Samples at the end of the scale. */
  readonly clippedPercent: number;
}

export interface ToneRequest {
  /** `null` for the browser's default, here and below. */
  readonly speakerId: string | null;
  readonly microphoneId: string | null;
  /** 0 to 1. */
  readonly volume: number;
}

export interface IceServerFacts {
  readonly url: string;
  readonly outcome: "answered" | "silent" | "refused";
}

export interface PathFacts {
  /** Addresses of this computer, by protocol. */
  readonly hosts: { readonly udp: number; readonly tcp: number };
  /** Ways found beyond them. */
  readonly reflexive: number;
  readonly relays: { readonly udp: number; readonly tcp: number };
  /** One for each configured address. */
  readonly servers: readonly IceServerFacts[];
}

export interface EchoFacts {
  readonly packetsReceived: number;
  readonly roundTripMs: number | null;
  readonly jitterMs: number | null;
  readonly lossInPercent: number | null;
  /** As the far end tells it; `null` where it has told nothing in so short a call. */
  readonly lossOutPercent: number | null;
  /** How much of the time our own tone was heard coming back. */
  readonly heardPercent: number;
}

/** The sound of an echo call: says a tone and hears it coming back. */
export interface EchoProbe {
  readonly session: MediaSession;
  /** What is measured from now on, for so long. */
  measure(lastsMs: number, signal: AbortSignal): Promise<EchoFacts>;
  close(): void;
}

export interface StorageFacts {
  /** Whether what is written into IndexedDB can be read and deleted again. */
  readonly works: boolean;
  readonly freeBytes: number | null;
  readonly usedBytes: number | null;
  /** Whether the browser has promised not to clear it by itself. */
  readonly isKept: boolean;
}

/** What only a browser can find out. Rejections are `PhoneError`s where one fits. */
export interface CheckPort {
  readBrowser(): BrowserFacts;
  /** Listens to the microphone that is open, or opens this one for so long. */
  listen(
    microphoneId: string | null,
    lastsMs: number,
    signal: AbortSignal,
  ): Promise<MicrophoneFacts>;
  /** Plays the test tones and tells whether the microphone heard them; a headset's does not. */
  playTones(request: ToneRequest, signal: AbortSignal): Promise<boolean>;
  notifications(): "granted" | "denied" | "default" | "none";
  gatherPaths(timeoutMs: number, signal: AbortSignal): Promise<PathFacts>;
  openEcho(): EchoProbe;
  readStorage(): Promise<StorageFacts>;
  /** Asks the browser not to clear what is stored. */
  keepStorage(): Promise<void>;
  /** The page is being left: what is told in this moment still goes out. */
  watchLeaving(listener: () => void): Stop;
}

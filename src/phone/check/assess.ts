import { type Problem, type PhoneErrorCode } from "@/phone/errors";

import type {
  BrowserFacts,
  EchoFacts,
  MicrophoneFacts,
  PathFacts,
  StorageFacts,
} from "./check-port";
import type { LineResult, Verdict } from "./result";

/** What a line can say; screens hold a sentence for each. Failures with a `PhoneError` say that one's. */
type CheckCode =
  | "microphoneOk"
  | "microphoneQuiet"
  | "microphoneSilent"
  | "microphoneClipped"
  | "microphoneStandIn"
  | "soundHeard"
  | "soundConfirmed"
  | "soundNotHeard"
  | "soundSame"
  | "soundStandIn"
  | "soundOff"
  | "soundInCall"
  | "notificationsOn"
  | "notificationsAsk"
  | "notificationsDenied"
  | "notificationsNone"
  | "connectionOk"
  | "connectionSlow"
  | "connectionAway"
  | "afterSignIn"
  | "inOtherTab"
  | "pathsDirect"
  | "pathsOk"
  | "pathsNone"
  | "serversSilent"
  | "serversRefused"
  | "echoOk"
  | "echoSlow"
  | "echoUneven"
  | "echoLossy"
  | "echoSilent"
  | "echoRefused"
  | "echoInCall"
  | "echoNotSetUp"
  | "storageOk"
  | "storageKept"
  | "storageFull"
  | "storageBroken"
  | "browserOk"
  | "browserSlow"
  | "browserSilent"
  | "browserLacks"
  | "browserInsecure"
  | "interrupted";

export const limits = {
  /** A switch on the headset leaves digital silence; the quietest room with suppressed noise is louder (in tests -75). */
  silentBelowDb: -80,
  /** Speech is sent at -26 dB on average (ITU-T P.56, G.100.1), its peaks lie some 15 dB higher: this is 30 dB too quiet. */
  quietBelowDb: -40,
  /** The last step below full scale is reached by single peaks of a good level; more than this is heard as distortion. */
  clippedAbovePercent: 0.5,
  /** ITU-T G.114: up to 150 ms one way nobody notices, above 400 ms it is no conversation. */
  slowAboveMs: 300,
  tooSlowAboveMs: 800,
  /** ITU-T Y.1541 allows 50 ms between the fastest and all but a thousandth; a mean (RFC 3550) of 30 is beyond it. */
  unevenAboveMs: 30,
  tooUnevenAboveMs: 100,
  /** One packet of 225 is 0.4 % and says nothing; by ITU-T G.107 with G.113, 5 % cost G.711 half its quality. */
  lossyAbovePercent: 1,
  tooLossyAbovePercent: 5,
  /** Of the call's time: the first moments are silent, until the far end knows where to send. */
  heardFromPercent: 50,
  /** Ten thousand history rows of 1 kB, twice over. */
  fullBelowBytes: 20_000_000,
  /** Sound and screen compete for a single processor. */
  fewestCores: 2,
} as const;

type Figures = LineResult["figures"];

export function line(verdict: Verdict, code: CheckCode, figures: Figures = {}): LineResult {
  return { verdict, code, figures };
}

/** A failure of the engine's as it says itself. */
export function failure({ code, detail }: Problem, verdict: Verdict = "failed"): LineResult {
  return { verdict, code: code satisfies PhoneErrorCode, figures: detail };
}

export interface MicrophoneContext {
  /** The one that was chosen is away. */
  readonly fellBack: boolean;
}

export function assessMicrophone(
  facts: MicrophoneFacts,
  { fellBack }: MicrophoneContext,
): LineResult {
  const { peakDb, clippedPercent, label } = facts;
  const figures = { belowFullDb: Math.max(0, Math.round(-peakDb)) };
  const say = (verdict: Verdict, code: CheckCode, more: Figures = figures): LineResult => ({
    ...line(verdict, code, more),
    device: label,
  });
  if (peakDb < limits.silentBelowDb) return say("failed", "microphoneSilent", {});
  if (clippedPercent > limits.clippedAbovePercent) return say("warning", "microphoneClipped");
  if (peakDb < limits.quietBelowDb) return say("warning", "microphoneQuiet");
  return fellBack ? say("warning", "microphoneStandIn") : say("ok", "microphoneOk");
}

export function assessNotifications(
  permission: "granted" | "denied" | "default" | "none",
): LineResult {
  switch (permission) {
    case "granted":
      return line("ok", "notificationsOn");
    case "default":
      return line("warning", "notificationsAsk");
    case "denied":
      return line("warning", "notificationsDenied");
    case "none":
      return line("warning", "notificationsNone");
  }
}

export function assessConnection(roundTripsMs: readonly number[]): LineResult {
  const sorted = roundTripsMs.toSorted((one, other) => one - other);
  const roundTripMs = Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
  const isSlow = roundTripMs > limits.slowAboveMs;
  return line(isSlow ? "warning" : "ok", isSlow ? "connectionSlow" : "connectionOk", {
    roundTripMs,
  });
}

export function assessPaths({ hosts, reflexive, relays, servers }: PathFacts): LineResult {
  const hostCount = hosts.udp + hosts.tcp;
  const relayCount = relays.udp + relays.tcp;
  if (hostCount + reflexive + relayCount === 0) return line("failed", "pathsNone");
  const named = (wanted: string): string =>
    servers.flatMap(({ url, outcome }) => (outcome === wanted ? [url] : [])).join(", ");
  const isHopeless = servers.every(({ outcome }) => outcome !== "answered");
  const verdict = isHopeless ? "failed" : "warning";
  const silent = named("silent");
  if (silent !== "") return line(verdict, "serversSilent", { servers: silent });
  const refused = named("refused");
  if (refused !== "") return line(verdict, "serversRefused", { servers: refused });
  // As ICE names them (RFC 8445), for whoever reads the report.
  const types = [
    ...(hosts.udp > 0 ? ["host/UDP"] : []),
    ...(hosts.tcp > 0 ? ["host/TCP"] : []),
    ...(reflexive > 0 ? ["srflx/UDP"] : []),
    ...(relays.udp > 0 ? ["relay/UDP"] : []),
    ...(relays.tcp > 0 ? ["relay/TCP"] : []),
  ].join(", ");
  return line("ok", servers.length === 0 ? "pathsDirect" : "pathsOk", { types });
}

export function assessEcho(facts: EchoFacts): LineResult {
  const { roundTripMs, jitterMs, lossInPercent, lossOutPercent } = facts;
  if (facts.packetsReceived === 0 || facts.heardPercent < limits.heardFromPercent) {
    return line("failed", "echoSilent", { heardPercent: Math.round(facts.heardPercent) });
  }
  const lossPercent = Math.max(lossInPercent ?? 0, lossOutPercent ?? 0);
  const figures = {
    roundTripMs: roundTripMs === null ? "?" : Math.round(roundTripMs),
    jitterMs: jitterMs === null ? "?" : Math.round(jitterMs),
    lossPercent: Math.round(lossPercent * 10) / 10,
  };
  const grade = (value: number | null, warning: number, failed: number): Verdict => {
    if (value === null || value <= warning) return "ok";
    return value > failed ? "failed" : "warning";
  };
  const loss = grade(lossPercent, limits.lossyAbovePercent, limits.tooLossyAbovePercent);
  const delay = grade(roundTripMs, limits.slowAboveMs, limits.tooSlowAboveMs);
  const jitter = grade(jitterMs, limits.unevenAboveMs, limits.tooUnevenAboveMs);
  const found = (
    [
      [loss, "echoLossy"],
      [delay, "echoSlow"],
      [jitter, "echoUneven"],
    ] as const
  ).toSorted(([one], [other]) => badness(other) - badness(one));
  const [worst] = found;
  if (worst === undefined || worst[0] === "ok") return line("ok", "echoOk", figures);
  return line(worst[0], worst[1], figures);
}

function badness(verdict: Verdict): number {
  if (verdict === "failed") return 2;
  return verdict === "warning" ? 1 : 0;
}

export function assessStorage({ works, freeBytes, usedBytes, isKept }: StorageFacts): LineResult {
  if (!works) return line("failed", "storageBroken");
  const toMegabytes = (bytes: number | null): number | string =>
    bytes === null ? "?" : Math.round(bytes / 1_000_000);
  const figures = { freeMb: toMegabytes(freeBytes), usedMb: toMegabytes(usedBytes) };
  if (freeBytes !== null && freeBytes < limits.fullBelowBytes) {
    return line("warning", "storageFull", figures);
  }
  return line("ok", isKept ? "storageKept" : "storageOk", figures);
}

export function assessBrowser({
  name,
  cores,
  isSecure,
  lacks,
  maySound,
}: BrowserFacts): LineResult {
  if (!isSecure) return line("failed", "browserInsecure", { name });
  if (lacks.length > 0) return line("failed", "browserLacks", { name, what: lacks.join(", ") });
  if (!maySound) return line("warning", "browserSilent", { name });
  if (cores !== null && cores < limits.fewestCores) return line("warning", "browserSlow", { name });
  return line("ok", "browserOk", { name });
}

import type { Finding, FindingKind } from "@/phone/media/quality/call-quality";

/** What matters most comes first. That a relay is in use is no trouble: the panel says so. */
const troubles: readonly FindingKind[] = [
  "talkingWhileMuted",
  "microphoneSilent",
  "noAudioOut",
  "oneWay",
  "noAudioIn",
  "overloaded",
  "highLoss",
  "highDelay",
  "highJitter",
  "microphoneClipped",
];

export function chooseTrouble(findings: readonly Finding[]): FindingKind | null {
  return troubles.find((kind) => findings.some((finding) => finding.kind === kind)) ?? null;
}

export type Help = "unmute" | "microphone" | "restart";

/** The one press that helps against it; `null` where none here can. */
export function chooseHelp(kind: FindingKind): Help | null {
  switch (kind) {
    case "talkingWhileMuted":
      return "unmute";
    case "microphoneSilent":
    case "microphoneClipped":
      return "microphone";
    case "highLoss":
    case "highDelay":
    case "highJitter":
    case "noAudioIn":
    case "noAudioOut":
    case "oneWay":
      return "restart";
    case "overloaded":
    case "relayInUse":
      return null;
  }
}

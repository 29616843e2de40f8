import * as v from "valibot";

import { dialectNames } from "@/phone/dialects/dialect";

const iceUrl = v.pipe(
  v.string(),
  v.regex(/^(?:stun|turn)s?:[^\s/?#]+(?:\?transport=(?:udp|tcp))?$/i),
);
const isTurn = (url: string): boolean => /^turn/i.test(url);

/** What `RTCPeerConnection` would throw at (W3C WebRTC section 4.4.1.1) is refused here, once, and not in every call. */
const iceServer = v.pipe(
  v.object({
    urls: v.union([iceUrl, v.pipe(v.array(iceUrl), v.minLength(1))]),
    username: v.optional(v.string()),
    credential: v.optional(v.string()),
  }),
  v.check(
    ({ urls, username, credential }) =>
      ![urls].flat().some(isTurn) || (username !== undefined && credential !== undefined),
    "a TURN server needs username and credential",
  ),
);

/**
 * `/config.json`: what an administrator decides for everybody. Every field may be missing. It is public: no secret
 * belongs in it (TURN credentials should be short-lived).
 */
const configSchema = v.object({
  /** WebSocket address of the phone system; a path means the page's own origin. `null`: the agent types it. */
  server: v.optional(v.nullable(v.string()), null),
  /** Host part of SIP addresses; `null`: the server's host. */
  domain: v.optional(v.nullable(v.string()), null),
  dialect: v.optional(v.picklist(["auto", ...dialectNames]), "auto"),
  /** ISO 3166 code: how a number without country code is read. */
  region: v.optional(v.nullable(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/))), null),
  /** Empty by default: no public STUN server learns of a call. */
  iceServers: v.optional(v.array(iceServer), []),
  /** What to dial to hear voice messages; `null`: what is usual on the phone system. */
  voicemailNumber: v.optional(v.nullable(v.pipe(v.string(), v.regex(/^\+?[0-9*#]{1,20}$/))), null),
  maxCalls: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)), 4),
  /** How long a registration is asked to last; refreshed at 60-75 %. */
  expiresSeconds: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(30), v.maxValue(3_600)),
    300,
  ),
  /** The language before anybody has chosen one; `null`: the browser's, else English. */
  language: v.optional(v.nullable(v.picklist(["en", "ar", "fi"])), null),
});

export type Config = v.InferOutput<typeof configSchema>;

/** A configuration that could not be read: which fields, for the administrator. */
export interface ConfigProblem {
  readonly fields: readonly string[];
}

export interface ConfigReading {
  readonly config: Config;
  readonly problem: ConfigProblem | null;
}

export const defaultConfig: Config = v.parse(configSchema, {});

/** A configuration from foreign data. A bad field falls back to its default and is named. */
export function readConfig(foreign: unknown): ConfigReading {
  if (typeof foreign !== "object" || foreign === null || Array.isArray(foreign)) {
    return { config: defaultConfig, problem: { fields: ["config.json"] } };
  }
  const whole = v.safeParse(configSchema, foreign);
  if (whole.success) return { config: whole.output, problem: null };
  const fields = [
    ...new Set(whole.issues.map((issue) => v.getDotPath(issue)?.split(".")[0] ?? "config.json")),
  ];
  const sound = Object.fromEntries(
    Object.entries(foreign).filter(([key]) => !fields.includes(key)),
  );
  return { config: v.parse(configSchema, sound), problem: { fields } };
}

import * as v from "valibot";

import { dialectNames } from "@/phone/dialects/dialect";

import { type ConfigProblem, readFields, unreadable } from "./read-fields";
import { wordsUpTo } from "./words";

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

const dialled = v.pipe(v.string(), v.regex(/^\+?[0-9*#]{1,20}$/));
const label = v.pipe(v.string(), v.minLength(1), v.maxLength(80));
/** A code to dial with places for what it is about, such as `**{extension}`. */
const template = (place: string) =>
  v.pipe(
    v.string(),
    v.regex(/^(?:[0-9*#]|\{(?:extension|slot|room|member)\}){1,40}$/),
    v.check((text) => text.includes(`{${place}}`), `it has no {${place}}`),
  );
const slot = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999_999));
const mostSlots = 100;

/** What the phone system can and cannot do; where nothing is said, what is usual for its kind. */
const features = v.object({
  transfer: v.exactOptional(v.boolean()),
  attendedTransfer: v.exactOptional(v.boolean()),
  /** 302 to a ringing call. */
  redirect: v.exactOptional(v.boolean()),
  voicemailOf: v.exactOptional(v.boolean()),
  /** Dialog and presence events. */
  presence: v.exactOptional(v.boolean()),
  pickup: v.exactOptional(v.boolean()),
  parking: v.exactOptional(v.boolean()),
  /** `false`: three-way calls are mixed in the browser. */
  conferenceRoom: v.exactOptional(v.boolean()),
  callerNumber: v.exactOptional(v.boolean()),
  /** Commands by MESSAGE. */
  commands: v.exactOptional(v.boolean()),
});

const codes = v.object({
  pickup: v.exactOptional(template("extension")),
  park: v.exactOptional(template("slot")),
  parkingSlots: v.exactOptional(
    v.pipe(
      v.object({ first: slot, last: slot }),
      v.check(({ first, last }) => last >= first && last - first < mostSlots, "too many or none"),
    ),
  ),
  conference: v.exactOptional(v.pipe(template("room"), template("member"))),
  voicemailOf: v.exactOptional(template("extension")),
});

const microphone = v.object({
  /** Whether agents may keep it open between calls. */
  keep: v.optional(v.boolean(), true),
  /** Then it is closed until a call is likely; `null`: never. Longer than a lunch, shorter than a forgotten evening. */
  releaseAfterMinutes: v.optional(
    v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_440))),
    60,
  ),
});

/**
 * `/config.json`: what an administrator decides for everybody. Every field may be missing. It is public: no secret
 * belongs in it (TURN credentials should be short-lived).
 */
const fieldsSchema = v.object({
  /** WebSocket address of the phone system; a path means the page's own origin. `null`: the agent types it. */
  server: v.optional(v.nullable(v.string()), null),
  /** Several of them, the preferred one first. They take the place of `server`. */
  servers: v.optional(v.pipe(v.array(v.string()), v.maxLength(10)), []),
  /** They lead to one phone system: a call at one of them goes on through any other. */
  serversShareCalls: v.optional(v.boolean(), false),
  /** About how often it is asked, while another server is in use, whether the first one is back. */
  returnSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3_600)), 120),
  /** Host part of SIP addresses; `null`: the server's host. */
  domain: v.optional(v.nullable(v.string()), null),
  dialect: v.optional(v.picklist(["auto", ...dialectNames]), "auto"),
  /** ISO 3166 code: how a number without country code is read. */
  region: v.optional(v.nullable(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/))), null),
  /** Empty by default: no public STUN server learns of a call. */
  iceServers: v.optional(v.array(iceServer), []),
  /** `"relay"`: calls go through a TURN server or not at all. */
  iceTransportPolicy: v.optional(v.picklist(["all", "relay"]), "all"),
  /** What to dial to hear voice messages; `null`: what is usual on the phone system. */
  voicemailNumber: v.optional(v.nullable(dialled), null),
  /** What answers and sends back what it hears, for the check before the shift; `null`: what is usual on the phone system. */
  echoNumber: v.optional(v.nullable(dialled), null),
  features: v.optional(features, {}),
  codes: v.optional(codes, {}),
  /** Colleagues by extension: whose state is shown, and whom calls may be sent to. */
  team: v.optional(v.array(v.object({ extension: dialled, name: label })), []),
  queues: v.optional(
    v.array(v.object({ number: dialled, name: wordsUpTo(80), id: v.nullish(v.string()) })),
    [],
  ),
  /** Numbers of ours that an agent may choose to show outside; the first is what is shown without a choice. */
  callerNumbers: v.optional(v.array(v.object({ number: dialled, label })), []),
  /** Dialled as they are, beside any number of calls. */
  emergencyNumbers: v.optional(v.array(dialled), ["112"]),
  microphone: v.optional(microphone, {}),
  maxCalls: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)), 4),
  /** How long a registration is asked to last; refreshed at 60-75 %. */
  expiresSeconds: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(30), v.maxValue(3_600)),
    300,
  ),
  /** How long the phone system keeps a call whose page is gone (Asterisk's `rtp_timeout`): so long it can be taken back. */
  recoverySeconds: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(3_600)),
    20,
  ),
  /** The language before anybody has chosen one; `null`: the browser's, else English. */
  language: v.optional(v.nullable(v.picklist(["en", "ar", "fi"])), null),
});

/** `servers` is the whole list in the end, `server` its first. */
const configSchema = v.pipe(
  fieldsSchema,
  v.transform((fields) => {
    const servers = fields.servers.length > 0 ? fields.servers : [fields.server ?? []].flat();
    return { ...fields, servers, server: servers[0] ?? null };
  }),
);

type Fields = v.InferOutput<typeof configSchema>;

export interface Config extends Fields {
  /** The whole of it, as it came: the desk reads its part of it when it is loaded (`desk-config.ts`). */
  readonly whole: unknown;
}

export interface ConfigReading {
  readonly config: Config;
  readonly problem: ConfigProblem | null;
}

export const defaultConfig: Config = { ...v.parse(configSchema, {}), whole: {} };

/** A configuration from foreign data. A bad field falls back to its default and is named. */
export function readConfig(foreign: unknown): ConfigReading {
  const { fields, problem } = readFields(configSchema, foreign);
  const isReadable = problem?.fields.includes(unreadable) !== true;
  return { config: { ...fields, whole: isReadable ? foreign : {} }, problem };
}

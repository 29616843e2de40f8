import { createSocket } from "node:dgram";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { sampleRateHz } from "../../pbx/embedded/media/leg";
import { encodeALaw } from "./trunk/a-law";
import { startTrunkMedia, type TrunkMedia } from "./trunk/media";
import { type SippCall, startSipp } from "./trunk/sipp";

export interface TrunkOrder {
  /** The number dialled, as the telephone company writes it. */
  readonly to: string;
  /** What From says without its tag; an ordinary customer if nothing is said. */
  readonly from?: string;
  /** More lines of the head. */
  readonly headers?: readonly string[];
  /** Of the one answer that is right; 200 if nothing is said. */
  readonly status?: number;
  /** The customer says this tone; silent if nothing is said. */
  readonly toneHz?: number;
  /** How all of it is written; UTF-8 if nothing is said. */
  readonly encoding?: BufferEncoding;
}

/** A call as the telephone company has it; whatever it does waits until it can be done. */
export interface TrunkCall {
  /** The first text on the wire that begins so. */
  message(start: string): Promise<string>;
  /** An outgoing call is answered. */
  answers(): Promise<void>;
  /** A customer gives up while it rings. */
  givesUp(): Promise<void>;
  hangsUp(): Promise<void>;
  /** Sends REFER, which is to be refused. */
  asksForTransfer(): Promise<void>;
  /** Everything has come as it was to come, to the last answer. */
  isOver(): Promise<void>;
}

/** A telephone company, played by SIPp: one call at a time, from outside or to the outside. */
export interface Trunk {
  /** What the far end hears and presses. */
  readonly media: TrunkMedia;
  /** A customer calls. */
  calls(order: TrunkOrder): TrunkCall;
  /** The next call to the outside is taken by somebody who says this tone, before the answer too. */
  takes(voice: { readonly toneHz: number }): TrunkCall;
}

export interface TelephoneCompany {
  /** Where phone systems find it. */
  readonly port: number;
  /** To a phone system that listens for its trunk on this port. */
  trunkTo(phoneSystemPort: number): Trunk;
  /** Ends what is left of the calls, without a word to the phone system. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

const folder = fileURLToPath(new URL("trunk/", import.meta.url));

function freeUdpPort(): Promise<number> {
  const socket = createSocket("udp4");
  return new Promise((resolve) => {
    socket.bind(0, "127.0.0.1", () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}

/** A-law of one second, which holds a whole number of periods: it can be played round and round. */
function writeTone(path: string, toneHz: number): void {
  const sampleAt = (index: number) =>
    Math.round(8_000 * Math.sin((2 * Math.PI * toneHz * index) / sampleRateHz));
  writeFileSync(
    path,
    Uint8Array.from({ length: sampleRateHz }, (_, index) => encodeALaw(sampleAt(index))),
  );
}

/** A-law and digits; the sound is to go to where we listen and not to SIPp. */
function describe(mediaPort: number): string {
  return [
    "v=0",
    "o=- 1 1 IN IP4 127.0.0.1",
    "s=-",
    "c=IN IP4 127.0.0.1",
    "t=0 0",
    `m=audio ${mediaPort} RTP/AVP 8 101`,
    "a=rtpmap:8 PCMA/8000",
    "a=rtpmap:101 telephone-event/8000",
    "a=fmtp:101 0-15",
    "",
  ].join("\n");
}

export async function startTelephoneCompany(): Promise<TelephoneCompany> {
  const [port, rtpPort] = [await freeUdpPort(), await freeUdpPort()];
  const media = await startTrunkMedia();
  const own = mkdtempSync(join(tmpdir(), "hamsa-trunk-"));
  let calls: SippCall[] = [];

  function play(toneHz: number | undefined): string {
    if (toneHz === undefined) return "";
    const path = join(own, `${toneHz}.alaw`);
    writeTone(path, toneHz);
    return `<nop><action><exec rtp_stream="${path},-1,8"/></action></nop>`;
  }

  function start(name: string, order: Partial<TrunkOrder>, remote: number): TrunkCall {
    media.forget();
    const values = {
      to: order.to ?? "",
      from: order.from ?? '"Maria Virtanen" <sip:+358401234567@127.0.0.1>',
      headers: (order.headers ?? []).map((line) => `${line}\n`).join(""),
      status: String(order.status ?? 200),
      voice: play(order.toneHz),
      sdp: describe(media.port),
    };
    const scenario = Object.entries(values).reduce(
      (text, [key, value]) => text.replaceAll(`{{${key}}}`, () => value),
      readFileSync(join(folder, `${name}.xml`), "utf8"),
    );
    const ports = { own: port, remote, media: rtpPort };
    const call = startSipp(Buffer.from(scenario, order.encoding), ports);
    calls.push(call);
    const tellAfter = (start: string, word: string) => async () => {
      await call.message(start);
      await call.tell(word);
    };
    return {
      message: call.message,
      answers: tellAfter("SIP/2.0 183", "ANSWER"),
      givesUp: tellAfter("SIP/2.0 180", "GIVEUP"),
      hangsUp: tellAfter("ACK ", "HANGUP"),
      asksForTransfer: tellAfter("ACK ", "TRANSFER"),
      isOver: call.hasEnded,
    };
  }

  async function reset(): Promise<void> {
    for (const call of calls) await call.kill();
    calls = [];
  }

  return {
    port,
    trunkTo: (remote) => ({
      media,
      calls: (order) =>
        start((order.status ?? 200) === 200 ? "customer" : "refused", order, remote),
      takes: ({ toneHz }) => start("callee", { toneHz }, remote),
    }),
    reset,
    async close() {
      await reset();
      media.close();
      rmSync(own, { recursive: true, force: true });
    },
  };
}

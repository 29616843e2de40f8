import { type AddressInfo, createServer, type Socket } from "node:net";

import { silenceDb } from "../../pbx/embedded/media/goertzel";
import { frameMs, frameSamples } from "../../pbx/embedded/media/leg";
import { createLevelMeter, type LevelMeter } from "../../pbx/embedded/media/level-meter";
import type { Source } from "../../pbx/embedded/media/sounds";

/** One call's sound, live: what is spoken into it and how loud a tone in what is heard is. */
export interface Voice {
  readonly id: string;
  levelDb(toneHz: number): number;
}

/** Where Asterisk's application `AudioSocket` brings the sound of calls: frames of type, length (16 bit) and payload. */
export interface AudioSocketServer {
  readonly port: number;
  /** Expects a call by its UUID and speaks `source` into it. */
  expect(id: string, source: Source): Voice;
  close(): Promise<void>;
}

const kindOfId = 0x01;
const kindOfSound = 0x10;
const headBytes = 3;
/** Without a frame for so long nothing is heard any more. */
const freshMs = 200;

interface Line {
  readonly meter: LevelMeter;
  readonly source: Source;
  heardAt: number;
}

export async function startAudioSocketServer(): Promise<AudioSocketServer> {
  const lines = new Map<string, Line>();
  const sockets = new Set<Socket>();

  function serve(socket: Socket): void {
    let waiting: Buffer = Buffer.alloc(0);
    let line: Line | null = null;
    const timer = setInterval(() => {
      if (line !== null) socket.write(toFrame(line.source.next()));
    }, frameMs);
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("close", () => {
      clearInterval(timer);
      sockets.delete(socket);
    });
    socket.on("data", (data: Buffer) => {
      waiting = Buffer.concat([waiting, data]);
      while (waiting.length >= headBytes) {
        const end = headBytes + waiting.readUInt16BE(1);
        if (waiting.length < end) return;
        const kind = waiting[0];
        const payload = waiting.subarray(headBytes, end);
        waiting = waiting.subarray(end);
        if (kind === kindOfId) line = lines.get(payload.toString("hex")) ?? null;
        else if (kind === kindOfSound && line !== null) hear(line, payload);
      }
    });
  }

  const server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    expect(id, source) {
      const line: Line = { meter: createLevelMeter(), source, heardAt: 0 };
      lines.set(id.replaceAll("-", ""), line);
      const isFresh = (): boolean => Date.now() - line.heardAt < freshMs;
      return {
        id,
        levelDb: (toneHz) =>
          isFresh() ? (line.meter.levels([toneHz])[0] ?? silenceDb) : silenceDb,
      };
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Signed 16 bit, little endian, 8 kHz. */
function toFrame(samples: Int16Array): Buffer {
  const frame = Buffer.alloc(headBytes + samples.length * 2);
  frame[0] = kindOfSound;
  frame.writeUInt16BE(samples.length * 2, 1);
  for (const [index, sample] of samples.entries())
    frame.writeInt16LE(sample, headBytes + index * 2);
  return frame;
}

function hear(line: Line, payload: Buffer): void {
  line.heardAt = Date.now();
  const frameBytes = frameSamples * 2;
  for (let at = 0; at + frameBytes <= payload.length; at += frameBytes) {
    line.meter.write(
      Int16Array.from({ length: frameSamples }, (_, index) => payload.readInt16LE(at + index * 2)),
    );
  }
}

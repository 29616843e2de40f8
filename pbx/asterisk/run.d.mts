import type { Site } from "./site.mjs";

export interface AsteriskRun {
  /** WebSocket `/ws` on 127.0.0.1. */
  readonly port: number;
  /** UDP port on 127.0.0.1 where a trunk is listened for, if the site has one. */
  readonly trunkPort: number;
  /** Of this run: log/, spool/monitor with recordings, etc/. Gone after `stop`. */
  readonly folder: string;
  /** The output of a command of Asterisk's command line. */
  cli(command: string): Promise<string>;
  /** It dies as in a crash, and comes up again at the same ports with the same folder. */
  restart(): Promise<void>;
  /** Safe to call twice. */
  stop(): Promise<void>;
  /** Asterisk is no more, whoever ended it. */
  readonly ended: Promise<void>;
}

export interface AsteriskStart {
  /** 0 or nothing takes a free one. */
  readonly httpPort?: number;
  readonly rtpStart?: number;
  readonly rtpEnd?: number;
  /** Instead of site.json. */
  readonly site?: Site;
  /** Told what takes long. */
  readonly say?: (line: string) => void;
}

/** Why no Asterisk can be had on this machine, in a sentence; `null` when one can. */
export function whyNoAsterisk(): string | null;

/** A running Asterisk, or an error with a sentence on what to install. */
export function startAsterisk(start?: AsteriskStart): Promise<AsteriskRun>;

import type { Site } from "./site.mjs";

export interface AsteriskOptions {
  /** Where Asterisk itself sees the folder that the configuration lies in. */
  readonly folder: string;
  readonly httpPort: number;
  /** UDP, for a site with a trunk. */
  readonly trunkPort?: number;
  readonly rtpStart: number;
  readonly rtpEnd: number;
  /** The file system that Asterisk runs in: what came with it is found there. Nothing or `null`: it is not looked for. */
  readonly root?: string | null;
  /** Host part of SIP addresses. */
  readonly host: string;
}

/** site.json of this folder, or another file. */
export function readSiteFile(path?: string): Site;

/** Every generated file by its path in the folder `etc`. Throws when the site has mistakes. */
export function configurationFiles(site: unknown, options: AsteriskOptions): Record<string, string>;

/** Writes configuration, sounds and empty folders for what Asterisk keeps. */
export function writeAsteriskFolder(target: string, site: unknown, options: AsteriskOptions): void;

import type { Site } from "./site.mjs";

export interface AsteriskOptions {
  /** Where Asterisk itself sees the folder that the configuration lies in. */
  readonly folder: string;
  readonly httpPort: number;
  /** UDP, for a site with a trunk. */
  readonly trunkPort?: number;
  readonly rtpStart: number;
  readonly rtpEnd: number;
  /** Host part of SIP addresses. */
  readonly host: string;
}

/** site.json of this folder, or another file. */
export function readSiteFile(path?: string): Site;

/** Who can sign in and what can be dialled, in lines for people. */
export function describeSite(site: Site): string[];

/** What the phone's `config.json` says of a site, besides where it is. */
export function clientConfig(site: Site): object;

/** Every generated file by its path in the folder `etc`. Throws when the site has mistakes. */
export function configurationFiles(site: unknown, options: AsteriskOptions): Record<string, string>;

/** Writes configuration, sounds and empty folders for what Asterisk keeps. */
export function writeAsteriskFolder(target: string, site: unknown, options: AsteriskOptions): void;

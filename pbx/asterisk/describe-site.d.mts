import type { Site } from "./site.mjs";

/** Who can sign in and what can be dialled, in lines for people. */
export function describeSite(site: Site): string[];

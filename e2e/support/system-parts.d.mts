/** Why a story that needs this command cannot be told on this machine, in a sentence; `null` when it can. */
export function whyNoPart(command: "turnserver" | "nft"): string | null;

/** Why a story that needs this command cannot be told on this machine, in a sentence; `null` when it can, and in CI. */
export function whyNoStory(command: "turnserver" | "nft"): string | null;

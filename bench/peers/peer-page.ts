/** Who a page is, from its address: `?extension=1001`, and how it is set up: `&best`, `&ice=[…]`. */
interface PeerAccount {
  readonly extension: string;
  readonly password: string;
  readonly server: string;
  readonly domain: string;
  /** The library's best settings for speed; without it, its defaults. */
  readonly isBest: boolean;
  /** ICE servers that are configured; `null`: none are named, the library's defaults hold. */
  readonly iceServers: RTCIceServer[] | null;
}

export function readAccount(): PeerAccount {
  const query = new URLSearchParams(location.search);
  const extension = query.get("extension") ?? "1001";
  const ice = query.get("ice");
  return {
    extension,
    password: `pw${extension}`,
    server: `ws://${location.host}/sip`,
    domain: location.hostname,
    isBest: query.has("best"),
    iceServers: ice === null ? null : (JSON.parse(ice) as RTCIceServer[]),
  };
}

export function say(status: "registered" | "ringing" | "talking" | "ended"): void {
  const output = document.querySelector("output");
  if (output !== null) output.textContent = status;
}

export function voiceOf(): HTMLAudioElement {
  const voice = document.querySelector("audio");
  if (voice === null) throw new Error("the page has no audio element");
  return voice;
}

export function dialled(): string {
  return document.querySelector("input")?.value ?? "";
}

/** By what stands on the button. */
export function whenPressed(name: "Call" | "Answer" | "Hang up", act: () => unknown): void {
  const found = [...document.querySelectorAll("button")].find(({ value }) => value === name);
  found?.addEventListener("click", () => void act());
}

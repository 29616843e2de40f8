/** Whether there is a TURN server among them. */
export function hasRelay(
  iceServers: readonly { readonly urls: string | readonly string[] }[],
): boolean {
  return iceServers.some(({ urls }) => [urls].flat().some((url) => /^turn/i.test(url)));
}

/** Where a link of an administrator's text may lead. `own`: this page's own origin, beside letters and calls. */
export type LinkPolicy = "all" | "own" | "none";

/** The address as it may stand in a link, or `null`: it is then shown as words. Nothing but pages, letters and calls. */
export function safeAddress(url: string, links: LinkPolicy, origin: string): string | null {
  if (links === "none") return null;
  let address: URL;
  try {
    address = new URL(url, origin);
  } catch {
    return null;
  }
  switch (address.protocol) {
    case "mailto:":
    case "tel:":
      return address.href;
    case "http:":
    case "https:":
      return links === "all" || address.origin === origin ? address.href : null;
    default:
      return null;
  }
}

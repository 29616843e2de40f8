import { PhoneError } from "@/phone/errors";

/** Who signs in where. No secret in it: it stands in the store and in logs. */
export interface Account {
  /** The WebSocket address, absolute (`wss://sip.example.com/ws`). */
  readonly server: string;
  /** The host part of the SIP address. */
  readonly domain: string;
  readonly extension: string;
}

/** An account with what proves it. Never in a store, a log or a message to another tab. */
export interface Credentials {
  readonly account: Account;
  readonly password: string;
}

/** What the page is, for judging whether it may open a given socket at all. */
export interface PageOrigin {
  readonly protocol: string;
  readonly host: string;
}

/**
 * The server as typed or configured, as an absolute WebSocket address. A path (`/sip`) belongs to the page's own
 * origin, a bare host gets `wss://`. Throws `badServerAddress`, or `insecureServer` for a `ws:` address that the
 * content security policy (`connect-src 'self' wss: ws://localhost:* ws://127.0.0.1:*`) or the browser (a page on
 * https) would refuse.
 */
export function readServer(text: string, page: PageOrigin): string {
  const url = parseServer(text.trim(), page);
  if (url === null) throw new PhoneError("badServerAddress", { server: text.trim().slice(0, 100) });
  if (url.protocol === "ws:") {
    const local = ["localhost", "127.0.0.1"].includes(url.hostname);
    const samePage = url.host === page.host && page.protocol === "http:";
    if (!local && !samePage) throw new PhoneError("insecureServer", { server: url.host });
  }
  return url.href;
}

function parseServer(text: string, page: PageOrigin): URL | null {
  const own = `${page.protocol === "https:" ? "wss:" : "ws:"}//${page.host}`;
  const absolute = text.startsWith("/")
    ? own + text
    : /^wss?:\/\//i.test(text)
      ? text
      : /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
        ? ""
        : `wss://${text}`;
  if (absolute === "" || text === "" || /\s/.test(text)) return null;
  try {
    const url = new URL(absolute);
    url.hash = "";
    return url.hostname === "" || url.username !== "" || url.password !== "" ? null : url;
  } catch {
    return null;
  }
}

/** An account from a sign-in form. Throws `badServerAddress`, `insecureServer` or `badNumber` (the extension). */
export function readAccount(
  form: { readonly server: string; readonly extension: string; readonly domain: string | null },
  page: PageOrigin,
): Account {
  const server = readServer(form.server, page);
  const extension = form.extension.trim();
  if (!/^[\w.+-]{1,64}$/.test(extension)) throw new PhoneError("badNumber", { number: extension });
  return { server, extension, domain: form.domain ?? new URL(server).hostname };
}

/** The name of the account's own database and of its stored secret. */
export function accountKey(account: Account): string {
  return `${account.extension}@${account.domain} ${account.server}`;
}

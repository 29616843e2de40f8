import { useSyncExternalStore } from "react";

const pages = [
  "phone",
  "team",
  "contacts",
  "callbacks",
  "history",
  "reports",
  "settings",
  "check",
  "diagnostics",
] as const;
export type Page = (typeof pages)[number];

export interface Route {
  readonly page: Page;
  /** What of the page: `reviews` in `#/team/reviews`; empty for the page itself. */
  readonly part: string;
  readonly query: URLSearchParams;
}

/** The page behind `#/contacts?new=…`; anything else is the phone. A hash works on every static web server. */
export function readRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [first, part = ""] = path.split("/");
  const page = pages.find((name) => name === first) ?? "phone";
  return { page, part, query: new URLSearchParams(query) };
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}

/** Back to the phone, without a step in the browser's history. */
export function forgetRoute(): void {
  window.history.replaceState(null, "", `${window.location.pathname}${window.location.search}`);
}

/** The page stays, without what it was opened with, and without a step in the browser's history. */
export function forgetQuery(): void {
  const [page = ""] = window.location.hash.split("?");
  if (page !== window.location.hash) window.history.replaceState(null, "", page);
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return readRoute(hash);
}

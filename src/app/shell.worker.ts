// The service worker: keeps every file of one build, so that the page opens from this browser and a page that is open has
// its later parts, whatever the web server has by then. It is a script of its own (tools/service-worker), and imports nothing.

/** Of the build: what it consists of (the page itself is ""), a name for exactly these contents, the page's first script. */
declare const HAMSA_FILES: readonly string[];
declare const HAMSA_BUILD: string;
declare const HAMSA_ENTRY: string;

interface Route {
  readonly condition: {
    readonly urlPattern: unknown;
    readonly requestMode?: RequestMode;
  };
  readonly source: "network" | { readonly cacheName: string };
}

/** What of a service worker is used here; the types of pages and of workers cannot stand in one program. */
interface Happening extends Event {
  waitUntil(work: Promise<unknown>): void;
  /** Of `install`, Chromium 123 and later. */
  addRoutes?(routes: readonly Route[]): Promise<void>;
}
interface FetchHappening extends Happening {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface WorkerScope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: Happening) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchHappening) => void): void;
  addEventListener(type: "message", listener: (event: MessageEvent<unknown>) => void): void;
}

const files = HAMSA_FILES;
const worker = globalThis as unknown as WorkerScope;
const { scope } = worker.registration;
const folder = new URL(scope).pathname;
/** Several phones may live in folders of one server. */
const ofScope = `hamsa ${scope} `;
const own = ofScope + HAMSA_BUILD;
const inAssets = "assets/";

worker.addEventListener("install", (event) => event.waitUntil(install(event)));

worker.addEventListener("activate", (event) => event.waitUntil(takeOver()));

// A page that is alone asks for it before anything else; otherwise a new build waits until the old one is nowhere open.
worker.addEventListener("message", ({ data }) => {
  if (data === "takeOver") void worker.skipWaiting();
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(scope)) return;
  const path = url.pathname.slice(folder.length);
  const isPage = request.mode === "navigate" && (path === "" || path === "index.html");
  if (isPage) event.respondWith(give(request, scope));
  else if (path !== "" && files.includes(path)) event.respondWith(give(request, scope + path));
});

async function install(event: Happening): Promise<void> {
  await addRoutes(event);
  const cache = await caches.open(own);
  const waiting = [...files];
  // Few at once: an agent may be about to press something.
  const lane = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
      await keep(cache, file);
    }
  };
  await Promise.all([lane(), lane(), lane()]);
}

/**
 * Lets the browser take the page and its parts out of the cache by itself: starting a worker first takes as long as all
 * else that opening does. What is not there comes from the network.
 */
async function addRoutes(event: Happening): Promise<void> {
  const { URLPattern } = globalThis as { URLPattern?: new (parts: object) => unknown };
  if (event.addRoutes === undefined || URLPattern === undefined) return;
  const literal = folder.replaceAll(/[^\w/%-]/g, String.raw`\$&`);
  const pattern = (rest: string, more = {}) =>
    new URLPattern({ pathname: literal + rest, ...more });
  await event.addRoutes([
    { condition: { urlPattern: pattern("config.json") }, source: "network" },
    {
      condition: { urlPattern: pattern("", { search: "" }), requestMode: "navigate" },
      source: { cacheName: own },
    },
    { condition: { urlPattern: pattern(`${inAssets}*`) }, source: { cacheName: own } },
    // Asked for in the moment in which a newer build may take over: Chromium 156 then started this worker again, and did not
    // notice afterwards that it was not needed any more.
    { condition: { urlPattern: pattern("icons/*") }, source: { cacheName: own } },
  ]);
}

async function keep(cache: Cache, file: string): Promise<void> {
  const url = scope + file;
  // What has a hash in its name is the same in every build that has it.
  const hasHash = file.startsWith(inAssets);
  const present = hasHash ? await caches.match(url) : undefined;
  if (present !== undefined) return cache.put(url, present);
  const response = await fetch(url, { cache: hasHash ? "default" : "no-cache" });
  await refuseWrong(file, response);
  return cache.put(url, response);
}

/** Halfway through a deployment, or behind a page that asks who one is, a server gives something else. */
async function refuseWrong(file: string, response: Response): Promise<void> {
  const isPage = file === "";
  const type = response.headers.get("Content-Type") ?? "";
  const isWrong = !response.ok || response.redirected || type.includes("text/html") !== isPage;
  if (isWrong || (isPage && !(await response.clone().text()).includes(HAMSA_ENTRY))) {
    throw new Error(`${file} is not of this build: ${response.status} ${type}`);
  }
}

async function takeOver(): Promise<void> {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(ofScope) && name !== own);
  await Promise.all(others.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

async function give(request: Request, url: string): Promise<Response> {
  const kept = await (await caches.open(own)).match(url);
  if (kept === undefined) return fetch(request);
  const range = request.headers.get("Range");
  return range === null ? kept : part(kept, range);
}

/** Sounds are asked for in parts, and Safari plays no other answer. */
async function part(whole: Response, range: string): Promise<Response> {
  const body = await whole.blob();
  const [, from = "", to = ""] = /^bytes=(\d+)-(\d*)$/.exec(range) ?? [];
  if (from === "" || Number(from) >= body.size)
    return new Response(body, { headers: whole.headers });
  const last = to === "" ? body.size - 1 : Math.min(Number(to), body.size - 1);
  const headers = new Headers(whole.headers);
  headers.set("Content-Range", `bytes ${from}-${last}/${body.size}`);
  headers.set("Content-Length", String(last - Number(from) + 1));
  return new Response(body.slice(Number(from), last + 1), { status: 206, headers });
}

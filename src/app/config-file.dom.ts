/** The last `config.json` that was read, for an opening without the web server. It is public (docs/administrators.md). */
const keptName = "hamsa.config";
/** How long the web server is waited for where there is a kept one. */
const mostMs = 2_000;

/** The text of `config.json` beside the page; `null` where there is none. */
export async function fetchConfig(): Promise<string | null> {
  const asked = ask();
  const kept = readKept();
  if (kept === null) return asked.catch(() => null);
  const late = new Promise<string>((resolve) => setTimeout(resolve, mostMs, kept));
  // What comes later is kept for the next opening.
  return Promise.race([asked.catch(() => kept), late]);
}

/** As it was when this page was last opened; `null` if it never was. */
export function readKept(): string | null {
  try {
    return localStorage.getItem(keptName);
  } catch {
    return null;
  }
}

async function ask(): Promise<string | null> {
  const response = await fetch(new URL("config.json", document.baseURI), { cache: "no-cache" });
  if (response.status >= 500) throw new Error(`the web server said ${response.status}`);
  const type = response.headers.get("Content-Type") ?? "";
  // Many servers answer a missing file with the page itself.
  const isThere = response.ok && !type.includes("text/html");
  const text = isThere ? await response.text() : null;
  keep(text);
  return text;
}

function keep(text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(keptName);
    else localStorage.setItem(keptName, text);
  } catch {
    // Blocked or full: the next opening depends on the web server, as this one did.
  }
}

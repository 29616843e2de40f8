import { type ConfigReading, defaultConfig, readConfig } from "@/phone/config/config";

/**
 * `config.json` beside the page. A missing file is no mistake: everything has a default. What is no JSON or has bad
 * fields is told, and the rest is used.
 */
export async function loadConfig(): Promise<ConfigReading> {
  try {
    const response = await fetch(new URL("config.json", document.baseURI), { cache: "no-cache" });
    const type = response.headers.get("Content-Type") ?? "";
    // Many servers answer a missing file with the page itself.
    if (!response.ok || type.includes("text/html")) return { config: defaultConfig, problem: null };
    return readConfig(await response.json());
  } catch (error) {
    const isBroken = error instanceof SyntaxError;
    return { config: defaultConfig, problem: isBroken ? { fields: ["config.json"] } : null };
  }
}

import { type ConfigReading, defaultConfig, readConfig } from "@/phone/config/config";

/** A missing file is no mistake: everything has a default. What is no JSON or has bad fields is told, and the rest is used. */
export function readConfigFile(text: string | null): ConfigReading {
  if (text === null) return { config: defaultConfig, problem: null };
  try {
    return readConfig(JSON.parse(text));
  } catch {
    return { config: defaultConfig, problem: { fields: ["config.json"] } };
  }
}

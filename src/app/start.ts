import { readInstanceId } from "@/phone/connection/instance-id";
import { reached } from "@/phone/reached";
import { createSharedPhone, type SharedPhone } from "@/phone/shared-phone";

import type { Begun } from "./begin.dom";
import { createBrowserPorts } from "./browser-ports.dom";
import { createBrowserTabs } from "./browser-tabs.dom";
import { readConfigFile } from "./read-config-file";
import { watchStaleChunks } from "./stale-chunk.dom";
import { wasInCall } from "./take-up-build.dom";
import { watchCalls } from "./watch-calls.dom";

/** Longer than a phone system needs that is near; one that is far leaves time to draw in any case. */
const patienceMs = 150;

/** The agent has signed in by then, or is typing. */
const keepAfterMs = 5_000;

/** The engine first, then the screens: drawing them takes the time of a round trip or two. */
export async function start({ query, configText, isLeaving, ...begun }: Begun): Promise<void> {
  const { config, problem } = readConfigFile(await configText);
  if (await isLeaving) return;
  let settled: () => void = () => undefined;
  const quiet = new Promise<void>((resolve) => (settled = resolve));
  const instanceId = readInstanceId(begun.signIn.lasting);
  // First: the browser looks which tab has the phone while the phone is made.
  const tabs = createBrowserTabs(instanceId);
  const world = { ...begun, instanceId };
  const ports = createBrowserPorts(config, world, wasInCall() ? Promise.resolve() : quiet);
  const phone = createSharedPhone(ports, tabs);
  watchStaleChunks(phone);
  watchCalls(phone);
  await reached([phone.connection.store, phone.tabs.store], () => isKnown(phone), patienceMs);
  settled();
  const { showScreens } = await import("./show-screens");
  await showScreens({
    phone,
    language: query.get("language"),
    prefill: { server: query.get("server"), extension: query.get("extension") },
    configProblem: problem,
  });
  loadRest(phone);
}

function loadRest(phone: SharedPhone): void {
  // A part that could not be loaded may be `undefined` too: whoever prevents `vite:preloadError` has it so.
  const none = (): void => undefined;
  // Wanted the moment the phone is connected: a call that comes then must outlive a reload.
  void import("@/phone/open-account").catch(none);
  // It can wait: what it tells of the start is still known a moment later.
  void import("./record-page.dom").then(({ recordPage }) => recordPage(phone)).catch(none);
  if (import.meta.env.DEV) return;
  const keep = (): void =>
    void import("./keep-shell.dom").then(({ keepShell }) => keepShell()).catch(none);
  setTimeout(keep, keepAfterMs);
}

/** Whether the phone is registered, or there is something else to show. */
function isKnown({ connection, tabs }: SharedPhone): boolean {
  const { phase } = connection.store.getState();
  const { place } = tabs.store.getState();
  return (
    (phase !== "starting" && phase !== "recovering") || (place !== "unknown" && place !== "here")
  );
}

import type { BrowserContext, Page } from "@playwright/test";

import type { Agent } from "./agent";
import { isEmbedded, type PhoneSystem } from "./phone-system";
import { whyNoStory } from "./system-parts.mjs";
import { dropUdp } from "./udp-drop";

interface Ports {
  readonly own: readonly number[];
  readonly there: readonly number[];
}

type WatchedPage = Window & { connections: RTCPeerConnection[] };

/** For `prepare`: a page whose connections can be asked for their ports. */
export async function keepConnections(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const page = window as unknown as WatchedPage;
    page.connections = [];
    const Native = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Native {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        page.connections.push(this);
      }
    };
  });
}

function readPorts(page: Page): Promise<Ports> {
  return page.evaluate(async () => {
    const { connections } = window as unknown as WatchedPage;
    const reports = await Promise.all(connections.map((connection) => connection.getStats()));
    const all = reports.flatMap((report) => [
      ...(
        report as unknown as Map<string, { type: string; port?: number; protocol?: string }>
      ).values(),
    ]);
    const portsOf = (type: string): number[] =>
      all.flatMap((one) =>
        one.type === type && one.protocol === "udp" && one.port !== undefined ? [one.port] : [],
      );
    return { own: portsOf("local-candidate"), there: portsOf("remote-candidate") };
  });
}

/** Why no path can be cut here, in a sentence; `null` when it can. */
export function whyNoCut(pbx: PhoneSystem): string | null {
  return isEmbedded(pbx) ? null : whyNoStory("nft");
}

/** Puts the path back. */
export type Mend = () => Promise<void>;

/**
 * From now on nothing over UDP passes between an agent's page and the phone system, STUN included. `old`: only over the
 * addresses in use; another way works, as when a network goes and another comes. Of Asterisk's packets the firewall takes
 * care, which wants root.
 */
export async function cutPath(pbx: PhoneSystem, agent: Agent, ways: "all" | "old"): Promise<Mend> {
  if (isEmbedded(pbx)) {
    await pbx.addFault({ on: "path", ways, user: agent.extension });
    return () => pbx.clearFaults();
  }
  const { own, there } = await readPorts(agent.page);
  return dropUdp([...new Set(ways === "all" ? there : own)]);
}

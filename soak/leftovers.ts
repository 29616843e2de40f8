import type { Page } from "@playwright/test";

/** What a page has open: numbers that must be what they were when no call is up. */
export interface Leftovers {
  /** Of calls. */
  readonly connections: number;
  /** Made for a call that nobody has dialled yet. */
  readonly ready: number;
  readonly tracks: number;
  readonly intervals: number;
}

interface Counting {
  count(): Leftovers;
}

/** In the page, before its own scripts: counts what is opened and not closed again. */
export function countLeftovers(): void {
  const page = window as unknown as Window & { leftovers: Counting };
  const connections = new Set<RTCPeerConnection>();
  const tracks = new Set<MediaStreamTrack>();
  const intervals = new Set<number>();

  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.add(this);
    }
  };

  const { getUserMedia } = MediaDevices.prototype;
  MediaDevices.prototype.getUserMedia = async function open(constraints) {
    const stream = await getUserMedia.call(this, constraints);
    for (const track of stream.getTracks()) tracks.add(track);
    return stream;
  };
  const { clone } = MediaStreamTrack.prototype;
  MediaStreamTrack.prototype.clone = function cloneAndCount() {
    const copy = clone.call(this);
    tracks.add(copy);
    return copy;
  };

  const { setInterval: begin, clearInterval: end } = window;
  window.setInterval = ((...all: Parameters<typeof begin>) => {
    const id = begin(...all);
    // What looks once an hour belongs to the page, and begins some seconds after it.
    if ((all[1] ?? 0) < 3_600_000) intervals.add(id);
    return id;
  }) as typeof window.setInterval;
  window.clearInterval = (id) => {
    if (typeof id === "number") intervals.delete(id);
    end(id);
  };

  page.leftovers = {
    count() {
      for (const connection of connections) {
        if (connection.signalingState === "closed") connections.delete(connection);
      }
      for (const track of tracks) if (track.readyState === "ended") tracks.delete(track);
      // One that has heard of no other side is ready for the next call, or takes the place of one that is.
      const ready = [...connections].filter(({ remoteDescription }) => remoteDescription === null);
      const called = connections.size - ready.length;
      return {
        connections: called,
        ready: ready.length,
        tracks: tracks.size,
        intervals: intervals.size,
      };
    },
  };
}

export function readLeftovers(page: Page): Promise<Leftovers> {
  return page.evaluate(() =>
    (window as unknown as { readonly leftovers: Counting }).leftovers.count(),
  );
}

/** What a page holds after a forced collection. */
export interface PageSize {
  readonly heapKb: number;
  /** Of the document and detached ones alike. */
  readonly nodes: number;
  readonly listeners: number;
}

export async function readPageSize(page: Page): Promise<PageSize> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  // What the first one sets free may hold more: finalizers run between the two.
  for (const _ of [1, 2]) await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  await session.detach();
  const of = (wanted: string): number => metrics.find(({ name }) => name === wanted)?.value ?? 0;
  return {
    heapKb: of("JSHeapUsedSize") / 1_000,
    nodes: of("Nodes"),
    listeners: of("JSEventListeners"),
  };
}

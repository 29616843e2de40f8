import type { Ports } from "@/phone/ports";
import { createSharedPhone, type SharedPhone } from "@/phone/shared-phone";
import type { TabLetter, TabsPort } from "@/phone/tabs/messages";

import type { FakePbx } from "./fake-pbx";
import { createFakeStorage } from "./fake-vault";
import type { testPhone } from "./test-phone";

/** One tab of a browser in memory. */
export interface FakeTab {
  readonly phone: SharedPhone;
  readonly pbx: FakePbx;
  readonly session: ReturnType<typeof createFakeStorage>;
  /** How often the page was loaded anew by itself. */
  readonly reloads: () => number;
  /** The tab is gone, whichever way: nothing of it says anything any more. */
  close(): void;
  /** Its page runs no more, and lets nothing go. */
  freeze(): void;
}

export interface FakeBrowser {
  open(options?: { readonly build?: string; readonly ports?: Partial<Ports> }): FakeTab;
}

interface Waiting {
  readonly tab: object;
  readonly granted: () => void;
  readonly stolen: () => void;
}

/** A browser with tabs that share storage, a lock and a channel; letters are cloned as a browser does. */
export function createFakeBrowser(first: ReturnType<typeof testPhone>): FakeBrowser {
  const { pbx, ports: shared } = first;
  const listeners = new Map<object, Set<(letter: TabLetter) => void>>();
  let queue: Waiting[] = [];
  let lastId = 0;

  function grantNext(): void {
    const next = queue[0];
    if (next) queueMicrotask(next.granted);
  }

  function open({ build = "1", ports = {} }: Parameters<FakeBrowser["open"]>[0] = {}): FakeTab {
    const tab = {};
    const session = createFakeStorage();
    const heard = new Set<(letter: TabLetter) => void>();
    listeners.set(tab, heard);
    let isGone = false;
    let isFrozen = false;
    let reloads = 0;
    let granted: () => void = () => undefined;
    let stolen: () => void = () => undefined;
    const sockets = new Set<ReturnType<Ports["openSocket"]>>();

    function silence(): void {
      for (const socket of sockets) {
        Object.assign(socket, { onmessage: null, onclose: null, onopen: null, onerror: null });
        socket.send = () => undefined;
        socket.close();
      }
    }

    function leaveQueue(): void {
      const had = queue[0]?.tab === tab;
      queue = queue.filter((each) => each.tab !== tab);
      if (had) grantNext();
    }

    const tabs: TabsPort = {
      own: `tab-${(lastId += 1)}`,
      build,
      post(letter) {
        if (isGone || isFrozen) return;
        const copy = structuredClone(letter);
        for (const [other, told] of listeners) {
          if (other !== tab) for (const listener of told) queueMicrotask(() => listener(copy));
        }
      },
      listen(listener) {
        const told = (letter: TabLetter): void => {
          if (!isGone && !isFrozen) listener(letter);
        };
        heard.add(told);
        return () => heard.delete(told);
      },
      take(lost) {
        stolen = lost;
        return new Promise((resolve) => {
          granted = resolve;
          queue.push({ tab, granted: resolve, stolen: lost });
          if (queue[0]?.tab === tab) grantNext();
        });
      },
      steal() {
        const [holder] = queue;
        queue = [
          { tab, granted, stolen },
          ...queue.filter((each) => each.tab !== tab && each !== holder),
        ];
        // A tab that steals from itself loses it as any other does (Web Locks).
        if (holder) queueMicrotask(holder.stolen);
        grantNext();
      },
      beginAnew() {
        reloads += 1;
        isGone = true;
        listeners.delete(tab);
        silence();
        leaveQueue();
      },
    };
    const phone = createSharedPhone(
      {
        ...shared,
        ...ports,
        openSocket(server) {
          const socket = shared.openSocket(server);
          sockets.add(socket);
          return socket;
        },
        signIn: { ...shared.signIn, session },
      },
      tabs,
    );
    return {
      phone,
      pbx,
      session,
      reloads: () => reloads,
      close() {
        isGone = true;
        listeners.delete(tab);
        silence();
        leaveQueue();
      },
      freeze: () => void (isFrozen = true),
    };
  }

  return { open };
}

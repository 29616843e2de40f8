import type { Socket } from "@/phone/sip/wire-transport";

/** One end of a wire that exists only in memory, shaped as a browser's WebSocket. */
class WireEnd implements Socket {
  readyState = 0;
  onopen: Socket["onopen"] = null;
  onclose: Socket["onclose"] = null;
  onerror: Socket["onerror"] = null;
  onmessage: Socket["onmessage"] = null;
  readonly #received: (text: string) => void;

  constructor(received: (text: string) => void) {
    this.#received = received;
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.(new Event("open"));
  }

  send(text: string): void {
    queueMicrotask(() => this.#received(text));
  }

  close(code = 1000): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onclose?.({ code, reason: "" } as CloseEvent);
  }
}

export interface Wire {
  /** Give it to the phone as its `openSocket`. */
  openSocket(server: string): Socket;
  /** Whether the next connection is refused. */
  refuse: boolean;
  /** Everything the phone has sent, oldest first. */
  readonly sent: readonly string[];
  /** Sends to the phone; nothing happens while no socket is open. */
  deliver(text: string): void;
  /** Cuts the socket as a network does. */
  cut(): void;
  /** The addresses that were dialled. */
  readonly opened: readonly string[];
}

/** A wire whose far end is `receive`. */
export function createWire(receive: (text: string) => void): Wire {
  const sent: string[] = [];
  const opened: string[] = [];
  let current: WireEnd | null = null;
  const wire: Wire = {
    refuse: false,
    sent,
    opened,
    openSocket(server) {
      opened.push(server);
      const end = new WireEnd((text) => {
        sent.push(text);
        receive(text);
      });
      queueMicrotask(() => {
        if (wire.refuse) return end.close(1006);
        current = end;
        end.open();
      });
      return end;
    },
    deliver(text) {
      const end = current;
      queueMicrotask(() => {
        if (end?.readyState === 1) end.onmessage?.({ data: text } as MessageEvent);
      });
    },
    cut() {
      current?.close(1006);
      current = null;
    },
  };
  return wire;
}

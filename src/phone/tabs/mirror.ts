import { shareStructure } from "@/lib/share-structure";
import { PhoneError, toProblem } from "@/phone/errors";
import type { Stop } from "@/phone/store";

import {
  type Controls,
  createCopies,
  type Order,
  partsOf,
  type SharedStates,
  type Watched,
} from "./controls";
import type { Outcome, TabLetter, TabMessage, TabsPort } from "./messages";

export interface MirrorOptions {
  readonly tabs: TabsPort;
  /** What is shown until the tab with the phone has spoken. */
  readonly initial: SharedStates;
  /** The sealed sign-in, for when the phone comes here. */
  readonly keepSignIn: (signIn: string | null) => void;
  /** The tab with the phone has been heard. */
  readonly heard: (isOfThisVersion: boolean) => void;
  /** It has given the phone away, to this tab. */
  readonly handedOver: () => void;
}

/** The phone of another tab. */
export interface Mirror extends Controls {
  /** The phone has come here: what was asked and not done yet is done by it, and nothing is shown of before. */
  moveTo(controls: Controls): void;
  askToHandOver(): void;
}

interface Pending {
  readonly order: Order;
  readonly done: (outcome: Outcome) => void;
}

/** Shows and controls a phone that another tab has: its states are copies, its commands letters. */
export function createMirror(options: MirrorOptions): Mirror {
  const { tabs, initial } = options;
  const stores = createCopies(initial);
  const pending = new Map<number, Pending>();
  const watches = new Map<number, Watched>();
  const listeners = new Map<number, (level: number) => void>();
  let lastId = 0;
  let holder: string | null = null;

  function post(message: TabMessage): void {
    tabs.post({ from: tabs.own, build: tabs.build, message });
  }

  /** Another tab has the phone than before: it knows nothing of what is asked and watched here. */
  function introduce(): void {
    for (const [id, { order }] of pending) post({ kind: "order", id, order });
    for (const [id, watched] of watches) post({ kind: "watch", id, watched });
  }

  function hearWhole(from: string, message: Extract<TabMessage, { kind: "whole" }>): void {
    for (const part of partsOf(initial)) stores[part].setState(message.states[part], true);
    options.keepSignIn(message.signIn);
    if (from === holder) return;
    holder = from;
    // Whoever has just got the phone tells it without having been asked, and does not know who listens.
    post({ kind: "hello" });
    introduce();
  }

  function hear({ from, build, message }: TabLetter): void {
    if (message.kind === "handedOver") {
      if (message.to === tabs.own) options.handedOver();
      return;
    }
    if (message.kind === "whole") options.heard(build === tabs.build);
    if (build !== tabs.build) return;
    switch (message.kind) {
      case "whole":
        return hearWhole(from, message);
      case "state":
        if (from === holder) {
          const store = stores[message.part];
          store?.setState(shareStructure(store.getState(), message.state), true);
        }
        return;
      case "signIn":
        return options.keepSignIn(message.signIn);
      case "done":
        if (message.to === tabs.own) finish(message.id, message.outcome);
        return;
      case "level":
        for (const told of listeners.values()) told(message.level);
        return;
      default:
    }
  }

  function finish(id: number, outcome: Outcome): void {
    pending.get(id)?.done(outcome);
    pending.delete(id);
  }

  const stop = tabs.listen(hear);
  post({ kind: "hello" });

  return {
    stores: stores as unknown as Controls["stores"],
    do(order) {
      lastId += 1;
      const id = lastId;
      return new Promise((resolve, reject) => {
        const done = ({ value, problem }: Outcome): void =>
          problem === null ? resolve(value) : reject(new PhoneError(problem.code, problem.detail));
        pending.set(id, { order, done });
        post({ kind: "order", id, order });
      });
    },
    watch(watched, heard): Stop {
      lastId += 1;
      const id = lastId;
      watches.set(id, watched);
      if (watched.what === "level") listeners.set(id, heard);
      post({ kind: "watch", id, watched });
      return () => {
        if (!watches.delete(id)) return;
        listeners.delete(id);
        post({ kind: "unwatch", id });
      };
    },
    moveTo(controls) {
      stop();
      const left = [...pending];
      for (const [id, { order }] of left) {
        controls.do(order).then(
          (value) => finish(id, { value, problem: null }),
          (error: unknown) => finish(id, { value: null, problem: toProblem(error) }),
        );
      }
    },
    askToHandOver: () => post({ kind: "handOver" }),
  };
}

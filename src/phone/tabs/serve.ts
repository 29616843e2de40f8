import { toProblem } from "@/phone/errors";
import type { Stop } from "@/phone/store";

import { type Controls, partsOf, readStates, type Watched } from "./controls";
import type { TabLetter, TabMessage, TabsPort } from "./messages";

export interface ServeOptions {
  readonly tabs: TabsPort;
  readonly controls: Controls;
  readonly signIn: () => string | null;
  /** Another tab wants the phone: from now on this page does nothing with it. */
  readonly letGo: () => void;
}

export interface Service {
  /** The sealed sign-in is another one now, or gone. */
  tellSignIn(signIn: string | null): void;
}

const patienceMs = 1_000;

/** Lets the other tabs show and control the phone that is in this one. */
export function serve({ tabs, controls, signIn, letGo }: ServeOptions): Service {
  const { stores } = controls;
  /** Pages that listen. One that died without a word stays: telling nobody costs little. */
  const others = new Set<string>();
  const watches = new Map<string, Stop>();

  function post(message: TabMessage): void {
    tabs.post({ from: tabs.own, build: tabs.build, message });
  }

  const tellWhole = (): void =>
    post({ kind: "whole", states: readStates(stores), signIn: signIn() });

  function watch(from: string, id: number, watched: Watched): void {
    const name = `${from} ${id}`;
    if (watches.has(name)) return;
    watches.set(
      name,
      controls.watch(watched, (level) => post({ kind: "level", level })),
    );
  }

  function unwatch(isMeant: (name: string) => boolean): void {
    for (const [name, stop] of watches) {
      if (!isMeant(name)) continue;
      stop();
      watches.delete(name);
    }
  }

  function hear({ from, build, message }: TabLetter): void {
    // Of another version only this is understood: who comes, and that the phone is wanted.
    if (message.kind === "hello") {
      if (build === tabs.build) others.add(from);
      return tellWhole();
    }
    if (message.kind === "handOver") {
      letGo();
      post({ kind: "handedOver", to: from });
      // Whoever asked takes it now, and the page begins anew with that; unless they are gone.
      setTimeout(() => tabs.beginAnew(), patienceMs);
      return undefined;
    }
    if (build !== tabs.build) return;
    switch (message.kind) {
      case "bye":
        others.delete(from);
        return unwatch((name) => name.startsWith(`${from} `));
      case "order":
        return void controls
          .do(message.order)
          .then(
            (value) => ({ value, problem: null }),
            (error: unknown) => ({ value: null, problem: toProblem(error) }),
          )
          .then((outcome) => post({ kind: "done", to: from, id: message.id, outcome }));
      case "watch":
        return watch(from, message.id, message.watched);
      case "unwatch":
        return unwatch((name) => name === `${from} ${message.id}`);
      default:
    }
  }

  tabs.listen(hear);
  for (const part of partsOf(readStates(stores))) {
    stores[part].subscribe((state: unknown) => {
      if (others.size > 0) post({ kind: "state", part, state });
    });
  }
  // Tabs that stood here before this one had the phone.
  tellWhole();

  return { tellSignIn: (sealed) => post({ kind: "signIn", signIn: sealed }) };
}

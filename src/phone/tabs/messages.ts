import type { Problem } from "@/phone/errors";
import type { Stop } from "@/phone/store";

import type { Order, SharedPart, SharedStates, Watched } from "./controls";

/** What has become of an order. Plain data. */
export interface Outcome {
  readonly value: unknown;
  readonly problem: Problem | null;
}

/** What the tabs of one browser tell each other. Plain data. */
export type TabMessage =
  /** From who has come, or wants to know everything. */
  | { readonly kind: "hello" }
  | { readonly kind: "bye" }
  | { readonly kind: "order"; readonly id: number; readonly order: Order }
  | { readonly kind: "watch"; readonly id: number; readonly watched: Watched }
  | { readonly kind: "unwatch"; readonly id: number }
  /** Gives the phone away, please. */
  | { readonly kind: "handOver" }
  /** From the tab that has the phone. */
  | {
      readonly kind: "whole";
      readonly states: SharedStates;
      /** The sealed sign-in of this browser session, or `null`. */
      readonly signIn: string | null;
    }
  | { readonly kind: "state"; readonly part: SharedPart; readonly state: unknown }
  | { readonly kind: "signIn"; readonly signIn: string | null }
  | {
      readonly kind: "done";
      readonly to: string;
      readonly id: number;
      readonly outcome: Outcome;
    }
  | { readonly kind: "level"; readonly level: number }
  | { readonly kind: "handedOver"; readonly to: string };

/** A message in its envelope, which never changes: pages of different versions read it. */
export interface TabLetter {
  /** The page that wrote it. */
  readonly from: string;
  /** The version of that page: only pages of the same one understand each other. */
  readonly build: string;
  readonly message: TabMessage;
}

/** How the tabs of one browser speak with each other, and agree on which one has the phone. */
export interface TabsPort {
  /** This page among the others. */
  readonly own: string;
  readonly build: string;
  post(letter: TabLetter): void;
  /** Never told of its own letters. */
  listen(listener: (letter: TabLetter) => void): Stop;
  /**
   * Resolves once this tab has the phone: nobody has it, or the tab that had it is gone, whichever way (Web Locks).
   * `stolen` is told when another tab takes it away.
   */
  take(stolen: () => void): Promise<void>;
  /** Takes it away from whoever has it; `take` resolves. */
  steal(): void;
  /** The page begins anew, and nobody is asked. */
  beginAnew(): void;
}

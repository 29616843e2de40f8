import type { CallId, Offer } from "./call";
import type { CallFact } from "./events";

type FrontFact = Extract<CallFact, { type: "established" | "takenOver" | "holdFailed" }>;
type WithoutFront<Fact> = Fact extends FrontFact ? Omit<Fact, "behind"> : Fact;

/** What can be known without the other calls: which one is in front is nobody else's business. */
export type EdgeFact = WithoutFront<CallFact>;

/** The edge reports here. */
export interface CallSink {
  offered(offer: Offer): void;
  happened(id: CallId, fact: EdgeFact): void;
}

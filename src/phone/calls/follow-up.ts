import type { CallId } from "./call";

/** What a change of one call means for another: a consultation or a conference is several calls, and each moves the others. */
export type FollowUp =
  | { readonly type: "completing"; readonly id: CallId; readonly isCompleting: boolean }
  | { readonly type: "handedOver"; readonly id: CallId }
  | { readonly type: "consultationOver"; readonly id: CallId }
  | {
      readonly type: "memberChanged";
      readonly id: CallId;
      readonly digit: number;
      readonly state: "in" | "left";
    }
  | { readonly type: "roomChanged"; readonly id: CallId; readonly room: null }
  /** Into the conference, as its member `digit`. */
  | {
      readonly type: "bringIn";
      readonly id: CallId;
      readonly room: string;
      readonly digit: number;
    }
  | { readonly type: "hangUp"; readonly id: CallId }
  /** Back to the one who waits. */
  | { readonly type: "resume"; readonly id: CallId };

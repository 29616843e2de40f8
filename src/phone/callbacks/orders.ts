/** What only the phone can do: the phone system is to know of it. Plain data. */
export type CallbacksOrder = {
  /** `done`: taken off the list by hand. */
  readonly type: "take" | "giveBack" | "done";
  readonly id: string;
};

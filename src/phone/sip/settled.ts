/**
 * A promise that is kept already, and tells so in the same turn. sip.js 0.21.2 only chains `then` and `catch` to what a
 * description handler gives it, and sends at the end of that chain: with a promise of the language four turns later,
 * after the screen has been drawn (10 ms).
 */
class Settled<Value> implements PromiseLike<Value> {
  readonly #value: Value;

  constructor(value: Value) {
    this.#value = value;
  }

  // oxlint-disable-next-line unicorn/no-thenable -- it is one on purpose
  then<Next = Value, Failed = never>(
    onKept?: ((value: Value) => Next | PromiseLike<Next>) | null,
    _onBroken?: unknown,
  ): PromiseLike<Next | Failed> {
    if (!onKept) return this as unknown as PromiseLike<Next>;
    try {
      const next = onKept(this.#value);
      return isPromise(next) ? next : new Settled(next);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  catch(): this {
    return this;
  }

  finally(work?: (() => void) | null): PromiseLike<Value> {
    return this.then((value) => {
      work?.();
      return value;
    });
  }
}

function isPromise<Value>(value: Value | PromiseLike<Value>): value is PromiseLike<Value> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === "function";
}

/** For sip.js alone: everybody else awaits. */
export function settled<Value>(value: Value): Promise<Value> {
  return new Settled(value) as unknown as Promise<Value>;
}

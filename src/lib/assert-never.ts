/** Closes a switch over a union: a new member fails the compiler here, foreign data fails at run time. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}

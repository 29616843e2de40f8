type Bag = Readonly<Record<string, unknown>>;

function isBag(value: unknown): value is Bag {
  return typeof value === "object" && value !== null;
}

/**
 * `next`, with every part of it that says the same as in `before` taken from there: a copy of a state of which a little has
 * changed is new only in that. For plain data.
 */
export function shareStructure<Value>(before: unknown, next: Value): Value {
  if (Object.is(before, next) || !isBag(before) || !isBag(next)) return next;
  if (Array.isArray(before) !== Array.isArray(next)) return next;
  const keys = Object.keys(next);
  let isSame = keys.length === Object.keys(before).length;
  const parts = keys.map((key): readonly [string, unknown] => {
    const part = shareStructure(before[key], next[key]);
    isSame &&= Object.hasOwn(before, key) && Object.is(before[key], part);
    return [key, part];
  });
  if (isSame) return before as Value;
  const shared: unknown = Array.isArray(next)
    ? parts.map(([, part]) => part)
    : Object.fromEntries(parts);
  return shared as Value;
}

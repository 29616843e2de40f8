import * as v from "valibot";

/** A configuration that could not be read: which fields, for the administrator. */
export interface ConfigProblem {
  readonly fields: readonly string[];
}

export interface FieldsReading<Fields> {
  readonly fields: Fields;
  readonly problem: ConfigProblem | null;
}

/** What is named where it is no object at all. */
export const unreadable = "config.json";

/** Fields from foreign data, by a schema in which each has a default. A bad one falls back to it, and is named. */
export function readFields<Schema extends v.GenericSchema>(
  schema: Schema,
  foreign: unknown,
): FieldsReading<v.InferOutput<Schema>> {
  if (typeof foreign !== "object" || foreign === null || Array.isArray(foreign)) {
    return { fields: v.parse(schema, {}), problem: { fields: [unreadable] } };
  }
  const whole = v.safeParse(schema, foreign);
  if (whole.success) return { fields: whole.output, problem: null };
  const bad = [
    ...new Set(whole.issues.map((issue) => v.getDotPath(issue)?.split(".")[0] ?? unreadable)),
  ];
  const sound = Object.fromEntries(Object.entries(foreign).filter(([key]) => !bad.includes(key)));
  return { fields: v.parse(schema, sound), problem: { fields: bad } };
}

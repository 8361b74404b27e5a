import * as v from "valibot";
import type { Json } from "#channel/json.ts";
import { UnderstandingError } from "./understanding-error.ts";

/**
 * What a service answered, if it has the form that is needed; more fields do not matter.
 * @throws UnderstandingError `garbage`
 */
export function readAnswer<const Schema extends v.GenericSchema>(
  service: string,
  schema: Schema,
  answer: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, answer, { abortEarly: true });
  if (result.success) return result.output;
  // The first part of the path is a field of the schema; those below it may be words of the answer.
  const field = result.issues[0].path?.[0]?.key;
  const where = typeof field === "string" ? `: see its field "${field}"` : "";
  throw new UnderstandingError(service, "garbage", `answered JSON of another form${where}`);
}

/** Nobody means anything by a value that is nested deeper, and what saves it as JSON would run out of stack. */
const maxDepth = 16;

function isJson(value: unknown, depth = maxDepth): value is Json {
  if (value === null || typeof value === "string" || Number.isFinite(value) || typeof value === "boolean") return true;
  if (typeof value !== "object" || depth === 0) return false;
  return Object.values(value).every((inner) => isJson(inner, depth - 1));
}

/** Any JSON, e.g. what an entity means. */
export const jsonSchema = v.custom<Json>((value) => isJson(value));

export const jsonObjectSchema = v.custom<Readonly<Record<string, Json>>>(
  (value) => isJson(value) && typeof value === "object" && value !== null && !Array.isArray(value),
);

/** A number that services call confidence or probability, brought between 0 and 1. */
export const confidenceSchema = v.pipe(
  v.number(),
  v.transform((value) => Math.min(1, Math.max(0, value))),
);

import * as v from "valibot";
import type { Json } from "#channel/json.ts";
import type { RemoteOptions } from "./remote-options.ts";
import { UnderstandingError } from "./understanding-error.ts";

/** What a service was asked: its response is read by that. */
export type ServiceRequest = { name: string; text: string; mapping: RemoteOptions };

/**
 * Checks that the response of a service has the needed form. Other fields are allowed.
 * @throws UnderstandingError `garbage`
 */
export function readResponse<const Schema extends v.GenericSchema>(
  service: string,
  schema: Schema,
  response: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, response, { abortEarly: true });
  if (result.success) return result.output;
  // The first part of the path is a field of the schema. The parts below it may be words of the response, maybe of a person.
  const field = result.issues[0].path?.[0]?.key;
  const where = typeof field === "string" ? `: see its field "${field}"` : "";
  throw new UnderstandingError(service, "garbage", `answered JSON of another form${where}`);
}

/** No real value is nested deeper, and `JSON.stringify` would run out of stack when the value is stored. */
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

/** A number that services call confidence or probability, limited to 0 to 1. */
export const confidenceSchema = v.pipe(
  v.number(),
  v.transform((value) => Math.min(1, Math.max(0, value))),
);

import * as v from "valibot";
import type { Json } from "#channel/json.ts";
import type { DeskRecord } from "#desk/records/desk-records.ts";

/** Reads what was kept; also what a later version has written, whose other fields are left aside. @throws Error when it is something else. */
export function readBody<Schema extends v.GenericSchema>(
  schema: Schema,
  { id, body }: DeskRecord,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, body);
  if (!parsed.success) throw new Error(`the record ${id} of the desk is not of a form that this version reads`);
  return parsed.output;
}

/** JSON has no undefined: such fields are left out. @param body holds nothing else that JSON has not. */
export function toBody(body: object): Json {
  return Object.fromEntries(Object.entries(body as Record<string, Json | undefined>).filter(isGiven));
}

function isGiven(field: [string, Json | undefined]): field is [string, Json] {
  return field[1] !== undefined;
}

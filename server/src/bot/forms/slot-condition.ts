import type { Json } from "#channel/json.ts";
import type { SlotCondition } from "#bot/authoring/slot.ts";

/** Whether a slot is needed, by the values of the slots before it. */
export function isNeeded(condition: SlotCondition | undefined, known: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(condition ?? {}).every(([name, wanted]) => isAmong(known[name], wanted));
}

function isAmong(value: unknown, wanted: Json | readonly Json[]): boolean {
  const accepted: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
  return accepted.some((each) => JSON.stringify(each) === JSON.stringify(value));
}

import type { Notice } from "#pipeline/outbox/outbox.ts";

/** A notice as the databases are given it. */
export function toNotice({ id, payload }: Notice): { id: string; payload: string } {
  return { id, payload: JSON.stringify(payload) };
}

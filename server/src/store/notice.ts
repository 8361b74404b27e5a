import type { NewDelivery } from "#conversation/turns.ts";

/** A notice as the databases are given it. */
export function toNotice({ id, payload }: NewDelivery): { id: string; payload: string } {
  return { id, payload: JSON.stringify(payload) };
}

import type { Operator } from "@causerie/server/operator/operator.ts";
import { openPostgresStore, type PostgresStore } from "@causerie/server/store/postgres/open-postgres-store.ts";
import { eventOf } from "#contract/store/store-samples.ts";

export type OperatedStore = PostgresStore & { operator: Operator };

/** The store of one process, with what an operator does in it. */
export async function openOperated(url: string): Promise<OperatedStore> {
  const store = await openPostgresStore({ url });
  if (store.operator === undefined) throw new Error("the store has no operator");
  return store as OperatedStore;
}

export const blobOf = (letter: string): string => `sha256-${letter.repeat(43)}`;

export async function sendFile(store: PostgresStore, person: string, id: string, blob: string): Promise<void> {
  const content = { type: "attachment" as const, attachments: [{ kind: "image", blob }] };
  await store.events.append({ ...eventOf(person, id), content }, 0);
}

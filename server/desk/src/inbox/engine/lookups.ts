import type { DeskPerson, Queue, Template } from "@causerie/protocol/desk";
import { createStore, useStore } from "#state/store.ts";
import { CallError } from "#wire/call-error.ts";
import { team } from "#wire/team.ts";

/** What seldom changes: asked for at the start, after a break, and when it was changed here. */
export type Lookups = { queues: readonly Queue[]; templates: readonly Template[]; people: readonly DeskPerson[] };

const store = createStore<Lookups, Partial<Lookups>>((all, some) => ({ ...all, ...some }), {
  queues: [],
  templates: [],
  people: [],
});

export async function readLookups(): Promise<void> {
  try {
    const [queues, templates, people] = await Promise.all([team.queues(), team.templates(), team.people()]);
    store.dispatch({ queues, templates, people });
  } catch (error) {
    // Names are shown as ids then, and no templates are offered; the rest of the inbox works.
    if (!(error instanceof CallError)) throw error;
  }
}

export function useLookups(): Lookups {
  return useStore(store, (all) => all);
}

export function queueName({ queues }: Lookups, id: string): string {
  return queues.find((queue) => queue.id === id)?.name ?? id;
}

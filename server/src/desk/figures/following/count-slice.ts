import { countEvent } from "#desk/figures/counting/count-event.ts";
import { readFollowed } from "#desk/figures/counting/followed.ts";
import { Tally } from "#desk/figures/counting/tally.ts";
import type { FiguresStore, Step, Uncounted } from "#desk/figures/figures-store.ts";

/** Events of one conversation that are counted at once. */
export const mostEvents = 200;

/**
 * Counts what these conversations have more than was counted: the counts and how far they go are kept in one transaction, so a process that dies in between
 * has counted nothing, and the next one counts it.
 *
 * @returns those that have more still, or that somebody else has counted meanwhile.
 */
export async function countSlice(
  store: Pick<FiguresStore, "uncounted" | "add">,
  conversationIds: readonly string[],
): Promise<string[]> {
  const found = (await store.uncounted(conversationIds, mostEvents)).filter(({ events }) => events.length > 0);
  if (found.length === 0) return [];
  const tally = new Tally();
  const steps = found.map((each) => countConversation(tally, each));
  const isDone = await store.add(steps, tally.counts());
  return found
    .filter(({ events }) => !isDone || events.length === mostEvents)
    .map(({ conversationId }) => conversationId);
}

function countConversation(tally: Tally, { conversationId, connectorId, countedSeq, known, events }: Uncounted): Step {
  let followed = readFollowed(known);
  for (const event of events) followed = countEvent(tally, connectorId, followed, event);
  return { conversationId, from: countedSeq, to: events.at(-1)?.seq ?? countedSeq, known: followed };
}

import type { Queue } from "@causerie/protocol/desk";

/** What is known of a conversation that looks for its queue. `to`: the one that the story wants, by its id or name. `ofChannel`: the one of its channel. */
export type Wanted = {
  to?: string | undefined;
  ofChannel?: string | undefined;
  language?: string | undefined;
  connectorId: string;
};

/**
 * The queue that the story has named, else that of the channel, else the first one that fits, else the first one that takes everything; undefined: there is none, and the
 * conversation waits in no queue.
 */
export function chooseQueue(queues: readonly Queue[], wanted: Wanted): Queue | undefined {
  const inOrder = queues.toSorted((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
  const named = inOrder.find(({ id, name }) => id === wanted.to || name.toLowerCase() === wanted.to?.toLowerCase());
  const own = inOrder.find(({ id }) => id === wanted.ofChannel);
  return named ?? own ?? inOrder.find((queue) => fits(queue, wanted)) ?? inOrder.find(takesAll) ?? inOrder[0];
}

function fits({ languages, connectors }: Queue, { language, connectorId }: Wanted): boolean {
  if (languages.length === 0 && connectors.length === 0) return false;
  const speaks = languages.length === 0 || languages.some((each) => isSameLanguage(each, language ?? ""));
  return speaks && (connectors.length === 0 || connectors.includes(connectorId));
}

function takesAll({ languages, connectors }: Queue): boolean {
  return languages.length === 0 && connectors.length === 0;
}

export function isSameLanguage(a: string, b: string): boolean {
  return a.split("-")[0]?.toLowerCase() === b.split("-")[0]?.toLowerCase();
}

import type { Queue } from "@causerie/protocol/desk";
import type { Case, CaseStore } from "#desk/inbox/case-store.ts";
import type { DeskRecords } from "#desk/records/desk-records.ts";
import { readQueues } from "./kept-queues.ts";
import { textIn, wordsOnWaiting } from "./queue-words.ts";

/** What the visitor reads when the conversation begins to wait in this queue. */
export async function queueWords(
  cases: Pick<CaseStore, "waiting">,
  queue: Queue,
  { conversationId, language = "" }: Case,
  at: number,
): Promise<string | undefined> {
  const before = (await cases.waiting(1_000)).filter((each) => each.queue === queue.id);
  const index = before.findIndex((each) => each.conversationId === conversationId);
  return wordsOnWaiting(queue, { position: (index < 0 ? before.length : index) + 1, language, at });
}

/** How the visitor is asked to rate the help, where the queue asks and the team has answered. */
export async function ratingWords(
  records: Pick<DeskRecords, "list">,
  { queue, repliedAt, language = "" }: Case,
): Promise<string | undefined> {
  if (queue === undefined || repliedAt === undefined) return undefined;
  return textIn((await readQueues(records)).find(({ id }) => id === queue)?.ratingText, language);
}

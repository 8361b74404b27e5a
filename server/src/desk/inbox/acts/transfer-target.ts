import type { Queue } from "@causerie/protocol/desk";
import { RequestError } from "#app/errors.ts";
import type { Case, CaseStore } from "#desk/inbox/case-store.ts";
import { answersVisitors } from "#desk/people/accounts/person.ts";
import { TeamRecords } from "#desk/people/accounts/team-records.ts";
import { readQueues } from "#desk/inbox/queues/kept-queues.ts";
import { textIn, wordsOnWaiting } from "#desk/inbox/queues/queue-words.ts";
import type { DeskRecords } from "#desk/records/desk-records.ts";

/** @throws RequestError `not_found` */
export async function findQueue(records: Pick<DeskRecords, "list">, id: string): Promise<Queue> {
  const found = (await readQueues(records)).find((queue) => queue.id === id);
  if (found === undefined)
    throw new RequestError("not_found", `there is no queue "${id}" any more; choose another one`);
  return found;
}

export type Colleague = { id: string; name: string; publicName?: string };

/** Somebody who may answer visitors. @throws RequestError `not_found` */
export async function findColleague(records: DeskRecords, id: string): Promise<Colleague> {
  const person = await new TeamRecords(records).person(id);
  if (person === undefined || !answersVisitors(person))
    throw new RequestError("not_found", "this person does not answer visitors any more; choose somebody else");
  const { name, publicName } = person;
  return { id, name, ...(publicName === undefined ? {} : { publicName }) };
}

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

import type { Queue } from "@causerie/protocol/desk";
import { RequestError } from "#app/errors.ts";
import { answersVisitors } from "#desk/people/accounts/person.ts";
import { TeamRecords } from "#desk/people/accounts/team-records.ts";
import { readQueues } from "#desk/inbox/queues/kept-queues.ts";
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

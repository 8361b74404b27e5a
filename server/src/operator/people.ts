import type { BlobStore } from "#channel/host/blob-store.ts";
import type { Json } from "#channel/json.ts";
import { isSameMember, type Member } from "#identity/person-links.ts";
import type { DeletionRecord, ExportedConversation, KeptBeside, Operator } from "./operator.ts";

/** A person on one connector, by their id or an alias of theirs. */
export type Person = { connectorId: string; userId: string };

/** All that is kept of a person on one connector. */
export type ExportedSide = Person &
  KeptBeside & {
    aliases: { type: string; value: string }[];
    conversations: ExportedConversation[];
  };

/**
 * All that is kept of a person, e.g. for a request by the GDPR. `linked`: the same of their sides on other connectors, and
 * `memory` what stories keep for all sides, where the person has joined several.
 */
export type ExportedPerson = ExportedSide & { memory?: Record<string, Json>; linked?: ExportedSide[] };

/** What was removed. */
export type Forgotten = { conversations: number; events: number; files: number };

export type PeopleParts = { operator: Operator; blobs: BlobStore; now: () => number };

/** More than any person has on one connector. */
const all = 1_000_000;

export async function exportPerson(
  { operator }: Pick<PeopleParts, "operator">,
  person: Person,
): Promise<ExportedPerson> {
  const { own, linked, memory } = await sidesOf(operator, person);
  const side = await exportSide(operator, own);
  if (memory === undefined) return side;
  return { ...side, memory, linked: await Promise.all(linked.map((each) => exportSide(operator, each))) };
}

/** The person on the connector that was named, and on the others. */
async function sidesOf(
  operator: Operator,
  { connectorId, userId: given }: Person,
): Promise<{ own: Member; linked: Member[]; memory?: Record<string, Json> }> {
  const own = { connectorId, userId: await operator.userOf(connectorId, given) };
  const person = await operator.personOf(own);
  if (person === undefined) return { own, linked: [] };
  return { own, linked: person.members.filter((each) => !isSameMember(each, own)), memory: person.memory };
}

/** All sides of a person, the one that was named first. */
export async function allSidesOf(operator: Operator, person: Person): Promise<Member[]> {
  const { own, linked } = await sidesOf(operator, person);
  return [own, ...linked];
}

async function exportSide(operator: Operator, { connectorId, userId }: Member): Promise<ExportedSide> {
  const listed = await operator.conversations({ connectorId, userId }, all);
  const conversations = await Promise.all(listed.map(({ id }) => operator.conversation(id)));
  return {
    connectorId,
    userId,
    aliases: await operator.aliases(connectorId, userId),
    conversations: conversations.filter((each) => each !== undefined),
    ...(await operator.besides(connectorId, userId)),
  };
}

/**
 * Removes all that is kept of a person: what was said, what is remembered, deliveries, names and files, on every connector on
 * which the person is known. That it was done is noted, without who it was. What was said under a button's token goes by its age. Backups that were made before still hold the
 * person. A block stays where the person has asked for it: a wish must not let them in again. What an operator deletes takes it along.
 * @param last the conversation that is removed last: whoever comes in between finds by it that there is more to remove.
 */
export async function forgetPerson(
  parts: PeopleParts,
  person: Person,
  wantedBy: DeletionRecord["wantedBy"],
  last?: string,
): Promise<Forgotten> {
  const total: Forgotten = { conversations: 0, events: 0, files: 0 };
  // The side that was named goes last, as it leads to the others.
  for (const side of (await allSidesOf(parts.operator, person)).toReversed()) {
    const { conversations, events, files } = await forgetSide(parts, side, wantedBy === "person", last);
    const { connectorId } = side;
    // A person has several ids, and of most of them nothing is kept. What an operator has asked for is proved in any case.
    if (conversations > 0 || wantedBy === "operator")
      await parts.operator.recordDeletion({ at: parts.now(), connectorId, wantedBy, conversations, events, files });
    total.conversations += conversations;
    total.events += events;
    total.files += files;
  }
  return total;
}

async function forgetSide(
  parts: PeopleParts,
  { connectorId, userId }: Member,
  keepBlock: boolean,
  last: string | undefined,
): Promise<Forgotten> {
  const { operator } = parts;
  const total: Forgotten = { conversations: 0, events: 0, files: 0 };
  // Again and again: the person may write while this goes on.
  for (;;) {
    const listed = await operator.conversations({ connectorId, userId }, all);
    if (listed.length === 0) break;
    const others = listed.filter(({ id }) => id !== last);
    // Before the last one, or what is theirs beside the conversations would be left.
    if (others.length === 0) await operator.deletePerson(connectorId, userId, { keepBlock });
    for (const { id } of others.length === 0 ? listed : others) {
      const deleted = await forgetConversation(parts, id);
      total.conversations += 1;
      total.events += deleted?.events ?? 0;
      total.files += deleted?.files ?? 0;
    }
  }
  await operator.deletePerson(connectorId, userId, { keepBlock });
  return total;
}

/** The same for one conversation. @returns undefined: there is no such one. */
export async function forgetConversation(
  { operator, blobs, now }: PeopleParts,
  id: string,
): Promise<{ events: number; files: number } | undefined> {
  const deleted = await operator.deleteConversation(id, now());
  if (deleted === undefined) return undefined;
  await Promise.all(deleted.files.map((file) => blobs.delete(file)));
  return { events: deleted.events, files: deleted.files.length };
}

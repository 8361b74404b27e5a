import type { BlobStore } from "#channel/blob-store.ts";
import type { ExportedConversation, Operator } from "./operator.ts";

/** A person on one connector, by their id or an alias of theirs. */
export type Person = { connectorId: string; userId: string };

/** All that is kept of a person, e.g. for a request by the GDPR. */
export type ExportedPerson = Person & {
  aliases: { type: string; value: string }[];
  conversations: ExportedConversation[];
};

/** What was removed. */
export type Forgotten = { conversations: number; events: number; files: number };

export type PeopleParts = { operator: Operator; blobs: BlobStore; now: () => number };

/** More than any person has on one connector. */
const all = 1_000_000;

export async function exportPerson(
  { operator }: Pick<PeopleParts, "operator">,
  person: Person,
): Promise<ExportedPerson> {
  const { connectorId } = person;
  const userId = await operator.userOf(connectorId, person.userId);
  const listed = await operator.conversations({ connectorId, userId }, all);
  const conversations = await Promise.all(listed.map(({ id }) => operator.conversation(id)));
  return {
    connectorId,
    userId,
    aliases: await operator.aliases(connectorId, userId),
    conversations: conversations.filter((each) => each !== undefined),
  };
}

/**
 * Removes all that is kept of a person: what was said, what is remembered, deliveries, names and files. What was said under
 * a button's token goes by its age. Backups that were made before still hold the person.
 */
export async function forgetPerson(parts: PeopleParts, person: Person): Promise<Forgotten> {
  const { operator } = parts;
  const { connectorId } = person;
  const userId = await operator.userOf(connectorId, person.userId);
  const total: Forgotten = { conversations: 0, events: 0, files: 0 };
  // Again and again: the person may write while this goes on.
  for (;;) {
    const listed = await operator.conversations({ connectorId, userId }, all);
    if (listed.length === 0) break;
    for (const { id } of listed) {
      const deleted = await forgetConversation(parts, id);
      total.conversations += 1;
      total.events += deleted?.events ?? 0;
      total.files += deleted?.files ?? 0;
    }
  }
  await operator.deletePerson(connectorId, userId);
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

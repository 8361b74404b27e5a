import { signedForMs } from "#channel/connector-definition.ts";
import { ConfigError } from "#app/errors.ts";
import { UsageError } from "#cli/usage-error.ts";
import { createLogger } from "#app/logger.ts";
import { print, table, timeOf } from "#cli/print.ts";
import type { CauserieConfig } from "#config/config.ts";
import type { ExportedConversation, Operator, PersonFilter } from "#operator/operator.ts";
import { exportPerson, forgetConversation, forgetPerson } from "#operator/people.ts";
import { isSignedInId, signedIn } from "#channel/signed-in-id.ts";
import { KeptSessions } from "#sessions/kept-sessions.ts";
import { plainBody } from "#testing/plain-words.ts";
import { findLogged } from "./find-logged.ts";
import { connectorFilter, connectorOf, limitOf, type OperatorOptions, withOperator } from "./with-operator.ts";

export async function listConversations(config: CauserieConfig, options: OperatorOptions): Promise<void> {
  const limit = limitOf(options);
  await withOperator(config, async ({ operator }) => {
    const filter: PersonFilter = {
      ...(await connectorFilter(options, config, operator)),
      ...(options.user === undefined ? {} : { userId: options.user }),
    };
    const found = await operator.conversations(filter, limit);
    print(found, options.json ?? false, () =>
      table(
        found.map(({ id, connectorId, userId, events, updatedAt }) => {
          return { id, connector: connectorId, user: userId, events, last: timeOf(updatedAt) };
        }),
        "there are no conversations",
      ),
    );
  });
}

export async function showConversation(config: CauserieConfig, options: OperatorOptions, id: string): Promise<void> {
  const found = await read(config, id);
  print(found, options.json ?? false, () => [
    `${found.id}: ${found.connectorId}, ${found.userId}, since ${timeOf(found.createdAt)}`,
    ...found.log.flatMap((event) => {
      const { at } = event;
      if (event.type === "visitor") return [`${timeOf(at)}  > ${printable(wordsOf(event.content))}`];
      return event.type === "message" || event.type === "message.final"
        ? [`${timeOf(at)}  ${printable(plainBody(event.message))}`]
        : [];
    }),
  ]);
}

/** All that is kept of it, as JSON. */
export async function exportConversation(config: CauserieConfig, _options: OperatorOptions, id: string): Promise<void> {
  print(await read(config, id), true, () => []);
}

async function read(config: CauserieConfig, id: string): Promise<ExportedConversation> {
  const found = await withOperator(
    config,
    async ({ operator }) => (await operator.conversation(id)) ?? (await findLogged(config, operator, id)),
  );
  if (found === undefined) throw new ConfigError([noConversation]);
  return found;
}

const noConversation = "There is no such conversation; see causerie conversations list";

export async function deleteConversation(config: CauserieConfig, options: OperatorOptions, id: string): Promise<void> {
  const deleted = await withOperator(config, (parts) => forgetConversation({ ...parts, now: Date.now }, id));
  if (deleted === undefined) throw new ConfigError([noConversation]);
  print(deleted, options.json ?? false, () => [
    `The conversation is deleted: ${deleted.events} events and ${deleted.files} files.`,
    stillInBackups(),
  ]);
}

/** All that is kept of a person on a connector, as JSON. */
export async function exportOnePerson(config: CauserieConfig, options: OperatorOptions, userId: string): Promise<void> {
  await withOperator(config, async ({ operator }) => {
    const connectorId = await connectorOf(options, config, operator);
    const found = await exportPerson({ operator }, { connectorId, userId });
    if (found.conversations.length === 0 && found.aliases.length === 0) throw new ConfigError([noPerson(connectorId)]);
    print(found, true, () => []);
  });
}

export async function deletePerson(config: CauserieConfig, options: OperatorOptions, userId: string): Promise<void> {
  const gone = await withOperator(config, async (parts) => {
    const connectorId = await connectorOf(options, config, parts.operator);
    const forgotten = await forgetPerson({ ...parts, now: Date.now }, { connectorId, userId }, "operator");
    if (forgotten.conversations === 0) throw new ConfigError([noPerson(connectorId)]);
    return forgotten;
  });
  print(gone, options.json ?? false, () => [
    `The person is deleted: ${gone.conversations} conversations, ${gone.events} events and ${gone.files} files.`,
    stillInBackups(),
  ]);
}

/** That people were deleted, for whoever has to prove it. */
export async function listDeletions(config: CauserieConfig, options: OperatorOptions): Promise<void> {
  const limit = limitOf(options);
  await withOperator(config, async ({ operator }) => {
    const found = await operator.deletions(limit);
    print(found, options.json ?? false, () =>
      table(
        found.map(({ at, connectorId, wantedBy, conversations, events, files }) => {
          return { at: timeOf(at), connector: connectorId, "wanted by": wantedBy, conversations, events, files };
        }),
        "nobody was deleted",
      ),
    );
  });
}

const noPerson = (connectorId: string): string =>
  `Nothing is kept of such a person on the connector "${connectorId}"; see causerie conversations list`;

function stillInBackups(): string {
  return `Backups made before ${timeOf(Date.now())} still hold it: delete them, or delete again after a restore.`;
}

/** Without a person: lists who is blocked. */
export async function block(config: CauserieConfig, options: OperatorOptions, person: string): Promise<void> {
  await withOperator(config, async ({ operator }) => {
    if (person === "") {
      const blocked = await operator.blocked();
      print(blocked, options.json ?? false, () =>
        table(
          blocked.map(({ connectorId, userId, at }) => ({ user: userId, connector: connectorId, since: timeOf(at) })),
          "nobody is blocked",
        ),
      );
      return;
    }
    const connectorId = await connectorOf(options, config, operator);
    const userId = await operator.userOf(connectorId, person);
    const isKnown = await hasWritten(operator, connectorId, userId);
    const blocked = options.undo !== true;
    await operator.block(connectorId, userId, blocked, Date.now());
    const sentence = blocked
      ? `${userId} is blocked on ${connectorId}`
      : `${userId} is not blocked on ${connectorId} any more`;
    print({ connectorId, userId, hasWritten: isKnown, blocked }, options.json ?? false, () => [
      isKnown || !blocked ? `${sentence}.` : `${nobody(connectorId)}; ${sentence} all the same.`,
    ]);
  });
}

/** Ends the session of a visitor of a web connector. */
export async function revokeSession(config: CauserieConfig, options: OperatorOptions, visitor: string): Promise<void> {
  await withOperator(config, async ({ operator, sessions, isServerRunning }) => {
    const connectorId = await connectorOf(options, config, operator);
    const connector = config.connectors.find(({ id }) => id === connectorId);
    if (connector?.channel !== "web")
      throw new UsageError([`"${connectorId}" is no web connector: only visitors of web pages have sessions`]);
    if (isSignedInId(visitor)) throw new UsageError([signedIn(visitor)]);
    const isKnown = await hasWritten(operator, connectorId, visitor);
    await new KeptSessions({ store: sessions, now: Date.now, logger: createLogger("silent") }).end(
      connectorId,
      visitor,
      signedForMs(connector),
    );
    print({ connectorId, visitorId: visitor, hasWritten: isKnown, revoked: true }, options.json ?? false, () => [
      isKnown
        ? `The session of ${visitor} is over: its page begins a new conversation.`
        : `${nobody(connectorId)}; if ${visitor} has a session, it is over all the same.`,
      ...(isServerRunning ? ["The server closes its connections within two seconds."] : []),
    ]);
  });
}

/** A mistyped id would change nothing without a word; but somebody may be blocked beforehand. */
async function hasWritten(operator: Operator, connectorId: string, userId: string): Promise<boolean> {
  return (await operator.conversations({ connectorId, userId }, 1)).length > 0;
}

function nobody(connectorId: string): string {
  return `Nobody with this id has written on ${connectorId} yet`;
}

function wordsOf(content: { type: string; text?: string; label?: string; personal?: string }): string {
  // An operator who reads along need not read it; the export has it.
  if (content.personal !== undefined) return `(${content.personal}, personal)`;
  return content.text ?? content.label ?? `(${content.type})`;
}

/** What people write must not control the terminal. */
function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]/gu, "");
}

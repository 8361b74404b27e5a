import type { LogBody } from "#channel/log.ts";
import type { ConversationState } from "#conversation/conversation.ts";
import { ConfigError } from "#app/errors.ts";
import { newEpoch } from "#store/epoch.ts";
import type { StoredConversation } from "#store/stored-conversation.ts";
import { parseAddress } from "./connection/address.ts";
import { toConfigError } from "./connection/problems.ts";
import { withClient } from "./connection/with-client.ts";
import { checkServer } from "./schema/check-server.ts";
import { migrate } from "./schema/migrate.ts";

/**
 * Whether a server could keep its data here. Changes nothing.
 *
 * @returns where the database is, without the password.
 * @throws ConfigError when it could not, with a sentence that says what to do.
 */
export async function checkPostgres(url: string): Promise<string> {
  const address = parseAddress(url);
  try {
    await checkServer(address, undefined);
  } catch (error) {
    throw toConfigError(error, address);
  }
  return address.shown;
}

/** Brings the schema up to date, making it if there is none. @returns the names of the migrations that were applied. */
export async function migratePostgres(url: string): Promise<string[]> {
  await checkPostgres(url);
  const address = parseAddress(url);
  try {
    return await migrate(address);
  } catch (error) {
    throw toConfigError(error, address);
  }
}

/** As with the embedded database. Servers that run learn it with their next look at a conversation. */
export async function renewPostgresEpoch(url: string): Promise<string> {
  await migratePostgres(url);
  return withClient(url, {}, async (client) => {
    const epoch = newEpoch();
    await client.query("UPDATE meta SET epoch = $1", [epoch]);
    return epoch;
  });
}

/** Everything that is kept of a conversation; undefined if there is none of this id. Changes nothing. */
export async function readPostgresConversation(url: string, id: string): Promise<StoredConversation | undefined> {
  return withClient(url, { patient: true }, async (client, { schema, shown }) => {
    const { rows: known } = await client.query("SELECT to_regclass('conversation') AS found");
    if ((known[0] as { found: string | null }).found === null)
      throw new ConfigError([
        `There are no conversations in the schema ${schema} at ${shown}: start the server first.`,
      ]);
    const { rows } = await client.query<{ connector_id: string; state: string }>(
      "SELECT connector_id, state FROM conversation WHERE id = $1",
      [id],
    );
    const [row] = rows;
    if (row === undefined) return undefined;
    const { rows: events } = await client.query<{ seq: number; at: number; body: string }>(
      "SELECT seq, at, body FROM event WHERE conversation = $1 ORDER BY seq",
      [id],
    );
    return {
      connectorId: row.connector_id,
      state: JSON.parse(row.state) as ConversationState,
      events: events.map(({ seq, at, body }) => ({ seq, at, ...(JSON.parse(body) as LogBody) })),
    };
  });
}

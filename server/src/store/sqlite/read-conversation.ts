import { existsSync } from "node:fs";
import type { ConversationState } from "#conversation/conversation.ts";
import { ConfigError } from "#app/errors.ts";
import type { StoredConversation } from "#store/stored-conversation.ts";
import { createConversationLog } from "./conversation-log.ts";
import { databaseFile, explainFileError } from "./data-folder.ts";
import { openForReading } from "./open-database.ts";

/**
 * Everything that is kept of a conversation. Changes nothing, and may be called while a server runs on the folder.
 *
 * @returns undefined if there is none of this id.
 * @throws ConfigError when there is no database that can be read.
 */
export async function readConversation(folder: string, id: string): Promise<StoredConversation | undefined> {
  if (!existsSync(databaseFile(folder)))
    throw new ConfigError([`There is no database in ${folder}: name the folder that the server keeps its data in.`]);
  try {
    using db = openForReading(folder);
    const row = db.get<{ connectorId: string; state: string }>(
      "SELECT connector_id AS connectorId, state FROM conversation WHERE id = ?",
      id,
    );
    if (row === undefined) return undefined;
    const log = createConversationLog({ reader: db, epoch: "" });
    const events = await log.read(id, 0, Number.MAX_SAFE_INTEGER);
    return { connectorId: row.connectorId, state: JSON.parse(row.state) as ConversationState, events };
  } catch (error) {
    throw explainFileError(error, folder);
  }
}

import { describeIssues, parseCursor, readMarkSchema } from "@causerie/protocol";
import * as v from "valibot";
import { RequestError } from "#app/errors.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";

/**
 * The visitor has seen all events up to the cursor. One of another log, e.g. from before a backup was restored, says nothing.
 * @throws RequestError `invalid_request`
 */
export async function markRead(
  host: Pick<ConnectorHost, "conversations" | "log">,
  conversationId: string,
  input: unknown,
): Promise<void> {
  const body = v.safeParse(readMarkSchema, input);
  if (!body.success) throw new RequestError("invalid_request", describeIssues(body.issues));
  const cursor = parseCursor(body.output.cursor);
  if (cursor === undefined) throw new RequestError("invalid_request", "cursor: expected a cursor, <epoch>.<seq>");
  const { epoch, lastSeq } = await host.log.position(conversationId);
  if (cursor.epoch === epoch) await host.conversations.markRead(conversationId, Math.min(cursor.seq, lastSeq));
}

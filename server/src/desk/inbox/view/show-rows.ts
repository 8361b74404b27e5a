import type { InboxRow } from "@causerie/protocol/desk";
import type { CaseRow } from "#desk/inbox/case-store.ts";
import { readQueues } from "#desk/inbox/queues/kept-queues.ts";
import type { DeskRecords } from "#desk/records/desk-records.ts";
import { type ChannelNames, toRow } from "./to-row.ts";

export type RowParts = { records: Pick<DeskRecords, "list">; channelNames: ChannelNames; now: () => number };

/** Lines of the inbox, with what their queues want. */
export async function showRows(
  { records, channelNames, now }: RowParts,
  rows: readonly CaseRow[],
): Promise<InboxRow[]> {
  if (rows.length === 0) return [];
  const queues = new Map((await readQueues(records)).map((queue) => [queue.id, queue]));
  return rows.map((row) => toRow(row, channelNames, now(), queues));
}

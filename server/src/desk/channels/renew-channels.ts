import { writeAnew } from "#desk/people/accounts/write-anew.ts";
import type { DeskRecords, RecordChange } from "#desk/records/desk-records.ts";
import { renewSealed } from "./kept-channel.ts";
import type { Sealing } from "#channel/kit/sealing.ts";

/**
 * Seals anew, with the server's secret of today, what the one before has sealed: else it is lost when that one is forgotten.
 *
 * The index of the channels stays as it is. So no process starts a channel anew for it; one that does not know the new secret yet goes on with
 * what it has opened.
 * @returns the ids of the channels.
 */
export async function renewChannels(records: DeskRecords, sealing: Sealing, now: () => number): Promise<string[]> {
  return await writeAnew(records, now, async () => {
    const changes = (await records.list("channel")).flatMap((record): RecordChange[] => {
      const body = renewSealed(record, sealing);
      return body === undefined ? [] : [{ type: "put", kind: "channel", id: record.id, version: record.version, body }];
    });
    return { changes, audit: [], result: changes.map(({ id }) => id) };
  });
}

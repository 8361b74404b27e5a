import type { KeptTextStore } from "#channel/host/kept-texts.ts";
import { asObject, asText } from "#channel/kit/json-with-ids.ts";
import type { DeskRecords } from "#desk/records/desk-records.ts";

/** Beside the documents of the desk, which have what such texts need: a version, one write at a time, backups. */
export function keptIn(records: Pick<DeskRecords, "list" | "read" | "write">, now: () => number): KeptTextStore {
  return {
    ids: async () => (await records.list("connector")).map(({ id }) => id),
    async read(id) {
      const record = await records.read("connector", id);
      if (record === undefined) return undefined;
      return { text: asText(asObject(record.body)["text"]) ?? "", version: record.version };
    },
    write: (id, text, version) =>
      records.write([{ type: "put", kind: "connector", id, version, body: { text } }], [], now()),
  };
}

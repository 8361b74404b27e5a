import type { DeskRecords, RecordChange } from "@causerie/server/desk/records/desk-records.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";

const odd = `"quotes" \\ \u0000 \u2028 \uD83D\uDE00 é 漢 '; DROP TABLE desk_record; --`;
const ada = { kind: "person", id: "ada" } as const;
const bob = { kind: "person", id: "bob" } as const;

function put(key: typeof ada | typeof bob, more: { version?: number; key?: string; expiresAt?: number } = {}) {
  return { ...key, ...more, type: "put", body: { name: key.id } } satisfies RecordChange;
}

/** How every store that has a desk keeps its records. */
export function deskRecordsContract(name: string, open: () => Promise<Store>): void {
  const opened = async (): Promise<{ store: Store; records: DeskRecords }> => {
    const store = await open();
    if (store.desk === undefined) throw new Error("this store has no desk");
    return { store, records: store.desk.records };
  };

  describe(`${name}: records of the desk`, () => {
    test("a record is read as it was written, by its id and by its key", async () => {
      const { store, records } = await opened();
      await using _ = store;
      const body = { name: odd, list: [1, null, { deep: true }] };
      expect(await records.write([{ ...ada, type: "put", body, key: "ada@example.com" }], [], 1_000)).toBe(true);
      const record = { id: "ada", version: 1, body };
      expect(await records.read("person", "ada")).toEqual(record);
      expect(await records.find("person", "ada@example.com")).toEqual(record);
      expect(await records.read("session", "ada")).toBeUndefined();
      expect(await records.find("key", "ada@example.com")).toBeUndefined();
      expect(await records.list("person")).toEqual([record]);
    });

    test("they are listed by id, each kind by itself", async () => {
      const { store, records } = await opened();
      await using _ = store;
      const kinds = ["bob", "Zoe", "ada"].map((id) => ({ kind: "queue", id, type: "put", body: id }) as const);
      await records.write([...kinds, put(ada)], [], 0);
      expect((await records.list("queue")).map(({ id }) => id)).toEqual(["Zoe", "ada", "bob"]);
    });

    test("a change is made to the version that it was meant for, and to no other", async () => {
      const { store, records } = await opened();
      await using _ = store;
      expect(await records.write([put(ada, { version: 1 })], [], 0)).toBe(false);
      expect(await records.write([put(ada, { version: 0 })], [], 0)).toBe(true);
      expect(await records.write([put(ada, { version: 0 })], [], 0)).toBe(false);
      expect(await records.write([put(ada, { version: 1 })], [], 0)).toBe(true);
      expect(await records.write([put(ada)], [], 0)).toBe(true);
      expect((await records.read("person", "ada"))?.version).toBe(3);
      expect(await records.write([{ ...ada, type: "remove", version: 2 }], [], 0)).toBe(false);
      expect(await records.write([{ ...ada, type: "remove", version: 3 }], [], 0)).toBe(true);
      expect(await records.read("person", "ada")).toBeUndefined();
      expect(await records.write([{ ...ada, type: "remove" }], [], 0)).toBe(true);
    });

    test("a key is one record's, and is free again when that one goes or has another", async () => {
      const { store, records } = await opened();
      await using _ = store;
      await records.write([put(ada, { key: "a" })], [], 0);
      expect(await records.write([put(bob, { key: "a" })], [], 0)).toBe(false);
      expect(await records.write([put(ada, { key: "b" }), put(bob, { key: "a" })], [], 0)).toBe(true);
      expect(await records.write([{ ...bob, type: "remove" }, put(ada, { key: "a" })], [], 0)).toBe(true);
      expect((await records.find("person", "a"))?.id).toBe("ada");
      expect(await records.write([put(ada)], [], 0)).toBe(true);
      expect(await records.find("person", "a")).toBeUndefined();
    });

    test("of several changes and what the audit log says of them, all are written or none", async () => {
      const { store, records } = await opened();
      await using _ = store;
      const entry = { by: "ada", byName: odd.replace("\u0000", ""), act: "invite" };
      expect(await records.write([put(ada), put(bob, { version: 7 })], [entry], 1_000)).toBe(false);
      expect(await records.list("person")).toEqual([]);
      expect(await records.audit({}, 9)).toEqual([]);
      expect(await records.write([put(ada), put(bob)], [entry], 1_000)).toBe(true);
      expect(await records.list("person")).toHaveLength(2);
      expect(await records.audit({}, 9)).toEqual([{ ...entry, seq: 1, at: 1_000 }]);
    });

    test("of twenty changes of one version at once, one is made", async () => {
      const { store, records } = await opened();
      await using _ = store;
      await records.write([put(ada)], [], 0);
      const entry = { by: "ada", byName: "Ada", act: "change" };
      const done = await Promise.all(
        Array.from({ length: 20 }, () => records.write([put(ada, { version: 1 })], [entry], 0)),
      );
      expect(done.filter(Boolean)).toHaveLength(1);
      expect(await records.audit({}, 99)).toHaveLength(1);
    });

    test("the audit log is read from its end, in pages, by who and by what", async () => {
      const { store, records } = await opened();
      await using _ = store;
      const detail = { role: "viewer", count: 2, isFirst: true };
      for (const [n, by] of ["ada", "bob", "ada"].entries()) {
        const entry = { by, byName: by, act: `act-${n % 2}`, target: `person ${n}`, detail };
        await records.write([], [entry, { by, byName: by, act: "plain" }], n);
      }
      expect((await records.audit({}, 2)).map(({ seq }) => seq)).toEqual([6, 5]);
      expect((await records.audit({ before: 5 }, 9)).map(({ seq }) => seq)).toEqual([4, 3, 2, 1]);
      expect((await records.audit({ by: "bob" }, 9)).map(({ seq }) => seq)).toEqual([4, 3]);
      expect((await records.audit({ act: "act-0" }, 9)).map(({ seq }) => seq)).toEqual([5, 1]);
      expect((await records.audit({ by: "ada", act: "plain", before: 6 }, 9)).map(({ seq }) => seq)).toEqual([2]);
      const first = { seq: 1, at: 0, by: "ada", byName: "ada", act: "act-0", target: "person 0", detail };
      expect((await records.audit({}, 9)).at(-1)).toEqual(first);
    });

    test("what has ended goes, and the newest entry keeps its number", async () => {
      const { store, records } = await opened();
      await using _ = store;
      const entry = { by: "", byName: "", act: "refused", expiresAt: 500 };
      await records.write([put(ada, { expiresAt: 100 }), put(bob, { expiresAt: 200 })], [entry, entry], 0);
      expect(await records.expire(99)).toBe(0);
      expect(await records.expire(100)).toBe(1);
      expect((await records.list("person")).map(({ id }) => id)).toEqual(["bob"]);
      expect(await records.expire(500)).toBe(2);
      expect((await records.audit({}, 9)).map(({ seq }) => seq)).toEqual([2]);
      await records.write([], [entry], 600);
      expect((await records.audit({}, 9)).map(({ seq }) => seq)).toEqual([3, 2]);
      expect(await records.expire(600)).toBe(1);
    });
  });
}

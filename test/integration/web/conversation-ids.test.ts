import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createConversationIds } from "@causerie/server/connectors/web/conversations/conversation-ids.ts";

const key = Buffer.alloc(32, 1);
const former = Buffer.alloc(32, 2);

test("an id is its visitor's, and nobody else's", () => {
  const ids = createConversationIds(key, []);
  fc.assert(
    fc.property(fc.string(), fc.string(), (visitor, other) => {
      const id = ids.make(visitor);
      expect(id).toMatch(/^c_[\w-]{22}\.[\w-]{22}$/);
      expect(ids.isOf(id, visitor)).toBe(true);
      expect(ids.isOf(id, other)).toBe(visitor === other);
      expect(ids.make(visitor)).not.toBe(id);
    }),
  );
});

test("an id that was changed anywhere is nobody's", () => {
  const ids = createConversationIds(key, []);
  const id = ids.make("v_ada");
  fc.assert(
    fc.property(fc.nat(id.length - 1), fc.string({ maxLength: 2 }), (at, put) => {
      const changed = id.slice(0, at) + put + id.slice(at + 1);
      fc.pre(changed !== id);
      expect(ids.isOf(changed, "v_ada")).toBe(false);
    }),
  );
  for (const none of ["", "c_", "c_.", ".", `${id}.`, `${id}\n`, id.toUpperCase()])
    expect(ids.isOf(none, "v_ada")).toBe(false);
});

test("what a key of before has proved is believed, and new ids are proved by the key of today", () => {
  const before = createConversationIds(former, []);
  const now = createConversationIds(key, [former]);
  expect(now.isOf(before.make("v_ada"), "v_ada")).toBe(true);
  expect(before.isOf(now.make("v_ada"), "v_ada")).toBe(false);
  expect(createConversationIds(key, []).isOf(before.make("v_ada"), "v_ada")).toBe(false);
});

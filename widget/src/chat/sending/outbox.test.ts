import { expect, test } from "vitest";
import { createMemoryStorage } from "#chat/storage/key-value-storage.ts";
import { createOutbox, type Unsent } from "./outbox.ts";

function unsent(clientId: string, text = "hello"): Unsent {
  return { message: { clientId, content: { type: "text", text } }, at: 1 };
}

test("what is added is in the storage before it can be sent", async () => {
  const values = new Map<string, string>();
  const outbox = createOutbox(createMemoryStorage(values));
  const adding = outbox.add(unsent("a"));
  expect(outbox.next()).toBeUndefined();
  await adding;
  expect(values.size).toBe(1);
  expect(outbox.next()).toMatchObject(unsent("a"));
});

test("another page finds what was left, in the order of writing, and the start of the conversation first", async () => {
  const values = new Map<string, string>();
  const before = createOutbox(createMemoryStorage(values));
  await before.add(unsent("b"));
  await before.add(unsent("a"));
  await before.add({ message: { clientId: "start", content: { type: "start" } }, at: 1 });
  const outbox = createOutbox(createMemoryStorage(values));
  expect(await outbox.load()).toHaveLength(3);
  const order: string[] = [];
  for (let next = outbox.next(); next !== undefined; next = outbox.next()) {
    order.push(next.message.clientId);
    outbox.remove(next.message.clientId);
  }
  expect(order).toEqual(["start", "b", "a"]);
  await outbox.add(unsent("c")); // stored after the removals
  expect([...values.keys()]).toEqual(["outbox/c"]);
});

test("what has failed is kept and not offered", async () => {
  const values = new Map<string, string>();
  const outbox = createOutbox(createMemoryStorage(values));
  await outbox.add(unsent("a"));
  outbox.change({ ...(outbox.get("a") ?? unsent("")), failed: "unsupported" });
  expect(outbox.next()).toBeUndefined();
  await outbox.add(unsent("b"));
  expect(await createOutbox(createMemoryStorage(values)).load()).toMatchObject([
    { ...unsent("a"), failed: "unsupported" },
    unsent("b"),
  ]);
});

test("after the clock was set back, what earlier pages left still comes first", async () => {
  const values = new Map<string, string>();
  for (const [page, ids] of [["9", "8"], ["5", "7"], ["1"]].entries()) {
    const outbox = createOutbox(createMemoryStorage(values));
    expect(await outbox.load()).toHaveLength(page * 2);
    for (const id of ids) await outbox.add(unsent(id));
  }
  const loaded = await createOutbox(createMemoryStorage(values)).load();
  expect(loaded.map(({ message }) => message.clientId)).toEqual(["9", "8", "5", "7", "1"]);
});

test("what is sent does not come back from a storage that was read late", async () => {
  const values = new Map<string, string>();
  const outbox = createOutbox(createMemoryStorage(values));
  await outbox.add(unsent("a"));
  const late = new Map(values);
  outbox.remove("a");
  for (const [key, value] of late) values.set(key, value);
  expect(await outbox.load()).toEqual([]);
});

test("records that cannot be read are left to the version that wrote them", async () => {
  const values = new Map([
    ["outbox/x", "{"],
    ["outbox/y", '{"message":{"clientId":"y","content":{"type":"hologram"}},"at":1}'],
  ]);
  const outbox = createOutbox(createMemoryStorage(values));
  expect(await outbox.load()).toEqual([]);
  expect(values.size).toBe(2);
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { toSettings } from "#chat/options.ts";
import { createMemoryStorage, type KeyValueStorage } from "#chat/storage/key-value-storage.ts";
import { createLeftBehind } from "./left-behind.ts";

const settings = toSettings({ endpoint: "https://chat.example.com/web" });
const keyOf = (conversation: string, clientId: string): string =>
  `causerie ${settings.endpoint} ${conversation} outbox/${clientId}`;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function keep(storage: KeyValueStorage, conversation: string, text: string): Promise<void> {
  const message = { clientId: text, content: { type: "text", text }, locale: "en" };
  await storage.set(keyOf(conversation, text), JSON.stringify({ message, at: 0, position: 1 }));
}

test("what was left while the rest is being sent is sent, too", async () => {
  const storage = createMemoryStorage();
  const sent: string[] = [];
  const { promise: goesOn, resolve: goOn } = Promise.withResolvers<void>();
  const leftBehind = createLeftBehind({
    storage,
    settings,
    isFirst: () => false,
    request: {
      async send(conversation) {
        sent.push(conversation);
        if (conversation === "a") await goesOn;
      },
    },
  });
  await keep(storage, "a", "one");
  leftBehind.note("a", true);
  const sending = leftBehind.send("b");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sent).toEqual(["a"]);
  // The visitor leaves the conversation in which this waits.
  await keep(storage, "b", "two");
  leftBehind.note("b", true);
  const again = leftBehind.send("c");
  goOn();
  await vi.advanceTimersByTimeAsync(1_000);
  await Promise.all([sending, again]);
  expect(sent).toEqual(["a", "b"]);
  expect(await storage.list("")).toEqual([]);
});

test("a storage that does not answer is asked again: what waits in it is not forgotten", async () => {
  const storage = createMemoryStorage();
  await keep(storage, "a", "one");
  const sent: string[] = [];
  let failures = 0;
  const leftBehind = createLeftBehind({
    storage: {
      ...storage,
      async list(prefix) {
        failures += 1;
        if (failures === 1) throw new Error("the browser is busy");
        return await storage.list(prefix);
      },
    },
    settings,
    isFirst: () => false,
    request: { send: async (conversation) => void sent.push(conversation) },
  });
  leftBehind.note("a", true);
  const sending = leftBehind.send("b");
  await vi.advanceTimersByTimeAsync(1_000);
  await sending;
  expect(sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sent).toEqual(["a"]);
  leftBehind.stop();
});

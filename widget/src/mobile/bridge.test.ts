import { expect, onTestFinished, test, vi } from "vitest";
import { type BridgeEvents, createBridge } from "./bridge.ts";

const silent: BridgeEvents = { context: () => {}, signOut: () => Promise.resolve() };

/** An app that keeps what it gets. */
function createApp(events: Partial<BridgeEvents> = {}, waitMs?: number) {
  const sent: Record<string, unknown>[] = [];
  const post = (text: string): void => void sent.push(JSON.parse(text) as Record<string, unknown>);
  return { sent, post, bridge: createBridge(post, { ...silent, ...events }, waitMs) };
}

test("each question for a token has an id of its own, and each answer goes to its question", async () => {
  const { sent, bridge } = createApp();
  const both = [bridge.getToken(), bridge.getToken()];
  const [first, second] = sent.map(({ id }) => id);
  expect(first).not.toBe(second);
  bridge.receive({ version: 1, type: "chat:token", id: second, token: "two" });
  bridge.receive(JSON.stringify({ version: 1, type: "chat:token", id: first, token: null }));
  expect(await Promise.all(both)).toEqual([undefined, "two"]);
});

test("an answer to a question of an earlier page, or a second one, is the answer to nothing", async () => {
  const earlier = createApp();
  const question = earlier.bridge.getToken();
  const { sent, bridge } = createApp();
  const token = bridge.getToken();
  bridge.receive({ version: 1, type: "chat:token", id: earlier.sent[0]?.["id"], token: "of another person" });
  const answer = { version: 1, type: "chat:token", id: sent[0]?.["id"] };
  bridge.receive({ ...answer, token: "mine" });
  bridge.receive({ ...answer, token: "late" });
  expect(await token).toBe("mine");
  earlier.bridge.receive({ ...answer, id: earlier.sent[0]?.["id"], token: null });
  expect(await question).toBeUndefined();
});

test("an app that does not answer is an error, not a person who is not signed in", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { sent, bridge } = createApp();
  const outcome = bridge.getToken().catch(String);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await outcome).toContain("did not answer chat:getToken within 5 s");
  bridge.receive({ version: 1, type: "chat:token", id: sent[0]?.["id"], token: "late" });
  expect(vi.getTimerCount()).toBe(0);
});

test("an app whose object is gone is an error for who wants a token", async () => {
  const bridge = createBridge(() => {
    throw new Error("Java object is gone");
  }, silent);
  await expect(bridge.getToken()).rejects.toThrow("Java object is gone");
});

test("the end of a session is reported under the app's id, whether it worked or not", async () => {
  const asked: boolean[] = [];
  const { sent, bridge } = createApp({
    signOut: ({ forget }) => (asked.push(forget), forget ? Promise.resolve() : Promise.reject(new Error("offline"))),
  });
  bridge.receive({ version: 1, type: "chat:signOut", id: "a" });
  bridge.receive({ version: 1, type: "chat:signOut", id: "b", forget: true });
  await vi.waitFor(() => expect(sent).toHaveLength(2));
  expect(asked).toEqual([false, true]);
  expect(sent).toEqual([
    { version: 1, type: "chat:signedOut", id: "a", done: false },
    { version: 1, type: "chat:signedOut", id: "b", done: true },
  ]);
});

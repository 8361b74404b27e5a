import { RequestError } from "@causerie/server/app/errors.ts";
import type { Author, LogBody } from "@causerie/server/channel/log.ts";
import type { BotMessage } from "@causerie/server/channel/message/message.ts";
import type { Lease, NewLogEvent } from "@causerie/server/conversation/turns.ts";
import type { BotRuntime } from "@causerie/server/pipeline/inbox/bot-runtime.ts";
import { createAccept } from "@causerie/server/pipeline/inbox/inbox.ts";
import { replyTo } from "@causerie/server/pipeline/inbox/reply-to.ts";
import { createInProcessSignals } from "@causerie/server/pipeline/signals/in-process-signals.ts";
import { watchLog } from "@causerie/server/pipeline/signals/signals.ts";
import { createMemoryStore } from "@causerie/server/store/memory/memory-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { expect, test } from "vitest";
import { textEvent } from "#contract/store/store-samples.ts";
import { rejectionOf } from "#support/rejection-of.ts";
import { startTestWorker } from "./test-worker.ts";

const author: Author = { role: "bot" };

/** Inbox, worker, log and signals as a server joins them, for a bot that answers as the test says. */
function startTestInbox(
  handle: (lease: Lease, say: (...texts: string[]) => Promise<void>) => Promise<void>,
  slow: Partial<Pick<Store, "events" | "log">> = {},
) {
  const store = createMemoryStore();
  const signals = createInProcessSignals(() => undefined);
  const grown = (conversationId: string): void => signals.publish(conversationId, { type: "log" });
  const runtime: Partial<BotRuntime> = {
    handle: async (lease) => {
      const { id } = lease.conversation;
      let said = 0;
      const add = async (bodies: LogBody[]): Promise<void> => {
        const events = bodies.map((body) => ({ key: `${lease.seq}.${(said += 1)}`, body }));
        await store.turns.append(lease, { events, deliveries: [] }, 1_000);
        grown(id);
      };
      await handle(lease, (...texts) => add(texts.map((text) => messageOf(lease, text))));
      await store.turns.commit(lease, { events: [endOf(lease)], deliveries: [] }, { data: {} }, 1_000);
      grown(id);
    },
    apologize: (lease) => ({
      events: [{ key: "sorry", body: messageOf(lease, "sorry") }, endOf(lease)],
      deliveries: [],
    }),
  };
  const worker = startTestWorker(store, runtime, {
    setAside: ({ conversation }) => grown(conversation.id),
    maxAttempts: 1,
  });
  const accept = createAccept(
    slow.events ?? store.events,
    ({ conversationId }) => {
      grown(conversationId);
      worker.runner.wake(conversationId);
    },
    () => 1_000,
  );
  const parts = { accept, log: slow.log ?? store.log, watch: watchLog.bind(undefined, signals) };
  return {
    reply: (id: string, text: string, deadlineMs = 10_000, signal?: AbortSignal) =>
      replyTo(parts, textEvent(id, text), { deadlineMs, ...(signal === undefined ? {} : { signal }) }),
    idle: () => worker.runner.idle(),
    [Symbol.asyncDispose]: () => worker.runner.stop(),
  };
}

function messageOf({ seq }: Lease, text: string): LogBody {
  return { type: "message", messageId: `${seq} ${text}`, author, message: textMessage(text), of: seq };
}

function endOf({ seq }: Lease): NewLogEvent {
  return { key: `${seq}.end`, body: { type: "turn.end", of: seq } };
}

function textMessage(text: string): BotMessage {
  return { type: "text", text, buttons: [], quickReplies: [] };
}

const textsOf = (messages: BotMessage[]) => messages.map((message) => (message.type === "text" ? message.text : ""));

test("what the bot says to an event, however many parts it comes in, is its reply", async () => {
  await using inbox = startTestInbox(async (_lease, say) => {
    await say("one");
    await say("two", "three");
  });
  expect(await inbox.reply("a", "hello")).toEqual({
    seq: 1,
    duplicate: false,
    complete: true,
    messages: ["one", "two", "three"].map(textMessage),
    // The events that the messages are from, for channels that name messages.
    said: ["one", "two", "three"].map((words, index) =>
      expect.objectContaining({ type: "message", seq: 2 + index, of: 1, message: textMessage(words) }),
    ),
  });
});

test("a bot that says nothing has replied with nothing", async () => {
  await using inbox = startTestInbox(async () => undefined);
  expect(await inbox.reply("a", "hello")).toMatchObject({ complete: true, messages: [] });
});

test("a repeat gets the same reply, while the bot is at work and after it", async () => {
  const released = Promise.withResolvers<void>();
  let handled = 0;
  await using inbox = startTestInbox(async (_lease, say) => {
    handled += 1;
    await released.promise;
    await say(`answer ${handled}`);
  });
  const first = inbox.reply("a", "hello");
  const second = inbox.reply("a", "hello");
  released.resolve();
  expect(textsOf((await first).messages)).toEqual(["answer 1"]);
  expect(await second).toEqual({ ...(await first), duplicate: true });
  expect(await inbox.reply("a", "hello")).toEqual(await second);
  expect(handled).toBe(1);
});

test("at the deadline the reply is what was said so far, and a repeat gets the rest", async () => {
  const released = Promise.withResolvers<void>();
  await using inbox = startTestInbox(async (_lease, say) => {
    await say("one moment");
    await released.promise;
    await say("done");
  });
  const early = await inbox.reply("a", "hello", 20);
  expect(early).toMatchObject({ complete: false, duplicate: false });
  expect(textsOf(early.messages)).toEqual(["one moment"]);
  released.resolve();
  await inbox.idle();
  const late = await inbox.reply("a", "hello", 20);
  expect(late).toMatchObject({ complete: true, duplicate: true });
  expect(textsOf(late.messages)).toEqual(["one moment", "done"]);
});

test("a caller that has gone is not waited for", async () => {
  const released = Promise.withResolvers<void>();
  await using inbox = startTestInbox(() => released.promise);
  const caller = new AbortController();
  const reply = inbox.reply("a", "hello", 60_000, caller.signal);
  await inbox.reply("a", "hello", 0);
  caller.abort();
  expect(await reply).toMatchObject({ complete: false, messages: [] });
  expect(await inbox.reply("a", "hello", 60_000, caller.signal)).toMatchObject({ complete: false, duplicate: true });
  released.resolve();
});

test("two events queued behind each other get each their own reply", async () => {
  const released = Promise.withResolvers<void>();
  await using inbox = startTestInbox(async ({ event }, say) => {
    await released.promise;
    const text = event.content.type === "text" ? event.content.text : "";
    await say(`${text} heard`);
    await say(`${text} answered`);
  });
  const replies = Promise.all([inbox.reply("a", "one"), inbox.reply("b", "two"), inbox.reply("c", "three")]);
  released.resolve();
  expect((await replies).map(({ seq, messages }) => [seq, ...textsOf(messages)])).toEqual([
    [1, "one heard", "one answered"],
    [2, "two heard", "two answered"],
    [3, "three heard", "three answered"],
  ]);
});

test("a reply longer than a page of the log is whole", async () => {
  const texts = Array.from({ length: 450 }, (_, number) => `line ${number}`);
  await using inbox = startTestInbox((_lease, say) => say(...texts));
  expect(textsOf((await inbox.reply("a", "tell me all")).messages)).toEqual(texts);
});

test("an event that becomes a dead letter has the apology as its reply", async () => {
  await using inbox = startTestInbox(() => Promise.reject(new Error("broken")));
  expect(await inbox.reply("a", "hello")).toMatchObject({ complete: true, messages: [textMessage("sorry")] });
});

test("a store that does not store is waited for until the deadline, and the caller is not told that it has the event", async () => {
  await using inbox = startTestInbox(async () => undefined, {
    events: { append: () => new Promise(() => undefined), amend: () => new Promise(() => undefined) },
  });
  expect(await rejectionOf(inbox.reply("a", "hello", 20), RequestError)).toMatchObject({ code: "unavailable" });
});

test("a log that does not answer is waited for until the deadline", async () => {
  const never = () => new Promise<never>(() => undefined);
  await using inbox = startTestInbox(async () => undefined, { log: { read: never, tail: never, position: never } });
  expect(await inbox.reply("a", "hello", 20)).toEqual({
    seq: 1,
    duplicate: false,
    complete: false,
    messages: [],
    said: [],
  });
});

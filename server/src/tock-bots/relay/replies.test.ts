import { expect, test } from "vitest";
import { Exchange } from "#tock-bots/transport/exchange.ts";
import { Replies } from "./replies.ts";

const never = new AbortController().signal;
const answer = (index: number, word: string, lastResponse = false) => ({
  type: "answer" as const,
  attempt: "a",
  index,
  response: { messages: [word], context: { lastResponse } },
});

function open() {
  const exchange = new Exchange("travel");
  let broken = 0;
  const question = { requestId: "1", text: "", person: "ada", exchange, brokeOff: () => void (broken += 1) };
  const replies = new Replies({
    bot: "travel",
    question,
    dispatcher: { arrive: (_id, response) => exchange.push(response) },
  });
  return { exchange, replies, broken: () => broken };
}

test("replies that overtake each other are read in their order, and each once", async () => {
  const { exchange, replies } = open();
  exchange.queued();
  replies.add(answer(2, "second", true));
  replies.add(answer(1, "first"));
  replies.add(answer(1, "first"));
  replies.add({ type: "sent", attempt: "a", index: 0 });
  replies.add(answer(1, "first"));
  expect((await exchange.next(1_000, never)).messages).toEqual(["first"]);
  expect((await exchange.next(1_000, never)).messages).toEqual(["second"]);
});

test("a question that waits behind another turn of the person is not silence, and counts from when it was asked", async () => {
  const { exchange, replies } = open();
  exchange.queued();
  const next = exchange.next(60, never);
  setTimeout(() => replies.add({ type: "sent", attempt: "a", index: 0 }), 200);
  const started = performance.now();
  await expect(next).rejects.toThrow("has not answered within 60 ms");
  expect(performance.now() - started).toBeGreaterThan(240);
});

test("a socket that has gone is another one's turn, and a bot that went wrong has failed", async () => {
  const one = open();
  one.replies.add({ type: "failed", attempt: "a", index: 0, reason: "broken_off", what: "has left" });
  expect(one.broken()).toBe(1);
  const other = open();
  other.replies.add({ type: "failed", attempt: "a", index: 0, reason: "silent", what: "is silent" });
  await expect(other.exchange.next(1_000, never)).rejects.toThrow('the bot "travel" is silent');
});

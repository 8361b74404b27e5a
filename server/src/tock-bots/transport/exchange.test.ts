import { expect, test } from "vitest";
import { Exchange, Exchanges } from "./exchange.ts";

const never = new AbortController().signal;
const answer = (lastResponse?: boolean) => ({
  messages: [],
  ...(lastResponse === undefined ? {} : { context: { lastResponse } }),
});

test("answers come in their order, and the last one ends it", async () => {
  const exchanges = new Exchanges();
  const exchange = new Exchange("travel");
  using _open = exchanges.open("1", exchange);
  expect(exchanges.arrive("1", answer(false))).toBe("accepted");
  expect(exchange.isComplete).toBe(false);
  expect(exchanges.arrive("1", answer())).toBe("accepted");
  expect(exchange.isComplete).toBe(true);
  expect(await exchange.next(1000, never)).toEqual(answer(false));
  expect(await exchange.next(1000, never)).toEqual(answer());
});

test("an answer is double after the last one, late when nobody waits, and unknown when nobody has asked", () => {
  const exchanges = new Exchanges();
  const answered = exchanges.open("1", new Exchange("travel"));
  const silent = exchanges.open("2", new Exchange("travel"));
  exchanges.arrive("1", answer());
  expect(exchanges.arrive("1", answer())).toBe("double");
  answered[Symbol.dispose]();
  silent[Symbol.dispose]();
  expect(exchanges.arrive("1", answer())).toBe("double");
  expect(exchanges.arrive("2", answer())).toBe("late");
  expect(exchanges.arrive("3", answer())).toBe("unknown");
});

test("a bot that answers without end is stopped, however fast it is", async () => {
  const exchange = new Exchange("travel");
  for (let count = 0; count < 501; count += 1) exchange.push(answer(false));
  const read = async (): Promise<void> => {
    for (;;) await exchange.next(1000, never);
  };
  await expect(read()).rejects.toThrow('the bot "travel" answers without an end');
});

test("who waits is told of the end of their turn by its own reason", async () => {
  const exchange = new Exchange("travel");
  const turn = new AbortController();
  const answered = exchange.next(60_000, turn.signal);
  turn.abort(new Error("the person stopped it"));
  await expect(answered).rejects.toThrow("the person stopped it");
});

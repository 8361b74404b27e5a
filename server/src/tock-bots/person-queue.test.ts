import { expect, test } from "vitest";
import { PersonQueue } from "./person-queue.ts";

const never = new AbortController().signal;

test("who gives up while waiting lets nobody pass the one before", async () => {
  const queue = new PersonQueue();
  const order: string[] = [];
  const first = await queue.enter("ada", never);
  const impatient = new AbortController();
  const second = queue.enter("ada", impatient.signal);
  const third = queue.enter("ada", never).then((turn) => {
    order.push("third");
    return turn;
  });
  impatient.abort(new Error("no time"));
  await expect(second).rejects.toThrow("no time");
  await Promise.resolve();
  order.push("first ends");
  first[Symbol.dispose]();
  (await third)[Symbol.dispose]();
  expect(order).toEqual(["first ends", "third"]);
});

test("two people do not wait for each other", async () => {
  const queue = new PersonQueue();
  using _ada = await queue.enter("ada", never);
  await expect(queue.enter("bob", never)).resolves.toBeDefined();
});

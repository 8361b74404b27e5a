import { expect, test } from "vitest";
import { Subscriptions } from "./subscriptions.ts";

test("each value is there until its subscription ends, the same value under one key twice, too", () => {
  const subscriptions = new Subscriptions<string, object>();
  const value = { name: "a" };
  const first = subscriptions.add("key", value);
  const second = subscriptions.add("key", value);
  subscriptions.add("other", { name: "b" });
  expect(subscriptions.get("key")).toEqual([value, value]);
  first[Symbol.dispose]();
  first[Symbol.dispose]();
  expect(subscriptions.get("key")).toEqual([value]);
  second[Symbol.dispose]();
  expect(subscriptions.get("key")).toEqual([]);
  expect(Array.from(subscriptions.keys())).toEqual(["other"]);
});

test("a list of values that was taken stays what it was", () => {
  const subscriptions = new Subscriptions<string, { name: string }>();
  const one = subscriptions.add("key", { name: "a" });
  const seen = subscriptions.get("key");
  one[Symbol.dispose]();
  expect(seen).toEqual([{ name: "a" }]);
});

test("a subscription that has ended reaches its value no more, so that nothing else that reaches it keeps the value", () => {
  const subscription = new Subscriptions<string, object>().add("key", { name: "a" });
  expect(subscription).toMatchObject({ value: { name: "a" } });
  subscription[Symbol.dispose]();
  expect(subscription).toMatchObject({ value: undefined });
});

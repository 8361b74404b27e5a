import { expect, test } from "vitest";
import { Courier } from "./courier.ts";
import type { PeerMessage } from "./peer-message.ts";

/** Two processes, and a line between them that loses each message for which `loses` says so. */
function connectTwo(loses: (message: PeerMessage, count: number) => boolean) {
  const arrived: string[] = [];
  let count = 0;
  const carry = (to: () => Courier) => (message: PeerMessage) => {
    count += 1;
    const carried = JSON.parse(JSON.stringify(message)) as PeerMessage;
    expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(7_000);
    if (loses(message, count)) return;
    setImmediate(() => {
      if (carried.type === "part") to().receive(carried);
      if (carried.type === "got") to().confirm(carried.id);
    });
  };
  const one: Courier = new Courier({ self: "one", publish: carry(() => other), arrived: () => undefined });
  const other: Courier = new Courier({
    self: "other",
    publish: carry(() => one),
    arrived: (letter, from) => arrived.push(`${from}: ${letter}`),
  });
  return { one, arrived, count: () => count };
}

const long = '"é\n\u0000😀'.repeat(600);

test("a letter of any length arrives as it was, in parts that are short enough", async () => {
  const { one, arrived } = connectTwo(() => false);
  expect(await one.send("other", long)).toBe(true);
  expect(await one.send("other", "")).toBe(true);
  expect(arrived).toEqual([`one: ${long}`, "one: "]);
});

test("parts that are lost come again, and the letter arrives once", async () => {
  const { one, arrived } = connectTwo((message, count) => message.type === "part" && count === 2);
  expect(await one.send("other", long)).toBe(true);
  expect(arrived).toEqual([`one: ${long}`]);
});

test("a letter whose confirmation was lost is confirmed again, and has arrived once", async () => {
  let lost = 0;
  const { one, arrived } = connectTwo((message) => message.type === "got" && (lost += 1) === 1);
  expect(await one.send("other", "hello")).toBe(true);
  expect([lost, arrived]).toEqual([2, ["one: hello"]]);
});

test("who gets nothing has got nothing, and a letter that is too long is not begun", async () => {
  const { one, arrived, count } = connectTwo(() => true);
  const sent = one.send("other", "hello");
  setTimeout(() => one[Symbol.dispose](), 700);
  expect(await sent).toBe(false);
  expect([count(), arrived]).toEqual([2, []]);
  expect(await one.send("other", "x".repeat(4_000_001))).toBe(false);
  expect(count()).toBe(2);
});

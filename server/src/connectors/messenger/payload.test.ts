import { expect, test } from "vitest";
import { createPayloads } from "./payload.ts";

const payloads = createPayloads(Buffer.alloc(32, 1));

test("an action is the same after it was written and read", () => {
  for (const action of [
    { type: "link", link: "fares?zone=north" } as const,
    { type: "link", link: "fares", label: "Une très longue étiquette 😊" } as const,
    { type: "say", text: "bonjour\nça va ?" } as const,
  ]) {
    expect(payloads.read(payloads.write(action) ?? "")).toEqual(action);
  }
});

test("what this server did not write is not read", () => {
  const ours = payloads.write({ type: "link", link: "fares" }) ?? "";
  const [, body = "", seal = ""] = ours.split(".");
  const other = Buffer.from('{"l":"refund"}').toString("base64url");
  for (const forged of [
    "",
    "GET_STARTED",
    "fares?zone=north",
    "ana@example.org",
    `v1.${other}.${seal}`,
    `v2.${body}.${seal}`,
    `v1.${body}.`,
    `${ours}x`,
    ` ${ours}`,
  ]) {
    expect({ forged, read: payloads.read(forged) }).toEqual({ forged, read: undefined });
  }
  expect(createPayloads(Buffer.alloc(32, 2)).read(ours)).toBeUndefined();
});

test("an action that does not fit into a payload is refused, and one that just fits is not", () => {
  const fits = payloads.write({ type: "say", text: "x".repeat(730) });
  expect(fits).toHaveLength(999);
  expect(payloads.write({ type: "say", text: "x".repeat(731) })).toBeUndefined();
});

import { expect, test } from "vitest";
import type { DeliveryErrorKind } from "#channel/delivery-error.ts";
import { classifyBy } from "#connectors/meta/send/graph-error.ts";
import { errorRules } from "./errors.ts";

const read = (code: number, more: { subcode?: number; status?: number; isTransient?: boolean } = {}) =>
  classifyBy(errorRules, {
    status: 400,
    subcode: undefined,
    isTransient: false,
    message: "",
    traceId: undefined,
    code,
    ...more,
  });

test.each<[code: number, kind: DeliveryErrorKind, scope?: "account" | "app"]>([
  [131047, "window"],
  [131026, "recipient"],
  [131030, "recipient"],
  [130497, "recipient"],
  [131056, "rate"],
  [130429, "rate", "account"],
  [80007, "rate", "account"],
  [131048, "rate", "account"],
  [368, "rate", "account"],
  [4, "rate", "app"],
  [190, "auth", "account"],
  [0, "auth", "account"],
  [133010, "auth", "account"],
  [131042, "platform"],
  [10, "platform"],
  [131049, "platform"],
  [132001, "content"],
  [132015, "content"],
  [131053, "content"],
  [100, "content"],
  [131016, "transient"],
  [133004, "transient"],
  [131000, "unknown"],
  [1, "unknown"],
  [999_999, "content"],
])("error %s means %s", (code, kind, scope) => {
  expect(read(code)).toMatchObject({ kind });
  expect(read(code).scope).toBe(scope);
});

test("too many messages to one person hold up nobody else, and a missing number is the operator's", () => {
  expect(read(131056).retryAfterMs).toBeGreaterThanOrEqual(6_000);
  expect(read(100, { subcode: 33 })).toMatchObject({ kind: "auth", scope: "account" });
  expect(read(100)).toMatchObject({ isForm: true });
  expect(read(131026, { isTransient: true }).kind).toBe("recipient");
  expect(read(999_999, { status: 503 }).kind).toBe("unknown");
});

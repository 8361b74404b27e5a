import { expect, test } from "vitest";
import { readRetryAfter } from "./retry-after.ts";

test("the longest wait that Meta's headers name counts", () => {
  const usage = JSON.stringify({ "42": [{ type: "messenger", estimated_time_to_regain_access: 3 }, {}] });
  const headers = new Headers({ "retry-after": "20", "x-business-use-case-usage": usage });
  expect(readRetryAfter(headers)).toBe(180_000);
  expect(readRetryAfter(new Headers({ "retry-after": "20" }))).toBe(20_000);
});

test("headers that say nothing, or nonsense, name no wait", () => {
  for (const header of ["", "soon", "-5", "{", "[]", '{"1":null}', '{"1":[{"estimated_time_to_regain_access":0}]}']) {
    expect(readRetryAfter(new Headers({ "retry-after": header, "x-business-use-case-usage": header }))).toBeUndefined();
  }
  expect(readRetryAfter(new Headers())).toBeUndefined();
});

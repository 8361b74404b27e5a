import { expect, test } from "vitest";
import { wasNeverSent } from "./never-sent.ts";

const failed = (cause: unknown) => new TypeError("fetch failed", { cause });

test("without a connection nothing was sent", () => {
  expect(wasNeverSent(failed({ code: "ECONNREFUSED" }))).toBe(true);
  expect(wasNeverSent(failed({ code: "ENOTFOUND" }))).toBe(true);
  expect(wasNeverSent(failed({ errors: [{ code: "ECONNREFUSED" }, { code: "ENETUNREACH" }] }))).toBe(true);
});

test("in any other case it may have been sent", () => {
  for (const error of [
    failed({ code: "ECONNRESET" }),
    failed({ code: "UND_ERR_SOCKET" }),
    failed({ errors: [{ code: "ECONNREFUSED" }, { code: "ECONNRESET" }] }),
    failed(undefined),
    new DOMException("timed out", "TimeoutError"),
    undefined,
  ]) {
    expect(wasNeverSent(error)).toBe(false);
  }
});

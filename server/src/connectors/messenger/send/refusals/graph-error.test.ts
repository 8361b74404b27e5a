import { outcomes } from "#channel/delivery-error.ts";
import { expect, test } from "vitest";
import { classifyBy, readGraphError } from "#connectors/meta/send/graph-error.ts";
import { errorRules } from "./graph-error.ts";

function verdictOf(code: number, subcode?: number, more: { is_transient?: boolean; status?: number } = {}) {
  const body = { error: { message: "m", type: "OAuthException", code, error_subcode: subcode, ...more } };
  const error = readGraphError(more.status ?? 400, body);
  if (error === undefined) throw new Error("not read");
  return classifyBy(errorRules, error);
}

const hour = 3_600_000;

test.each<[code: number, subcode: number | undefined, outcome: string, retryAfterMs?: number]>([
  [1, undefined, "unknown"],
  [1, 1357046, "unknown"],
  [2, undefined, "unknown"],
  [-1, undefined, "unknown"],
  [1200, undefined, "retry"],
  [4, undefined, "retry", 30_000],
  [17, undefined, "retry", 30_000],
  [32, undefined, "retry", 30_000],
  [613, undefined, "retry", 30_000],
  [80006, undefined, "retry", 30_000],
  [10, 2018278, "refused"],
  [10, 2534022, "refused"],
  [10, 2018065, "refused"],
  [10, 2018300, "refused"],
  [10, 1893063, "retry", hour],
  [10, 2018108, "refused"],
  [10, undefined, "refused"],
  [551, undefined, "refused"],
  [551, 1545041, "refused"],
  [200, 1545041, "refused"],
  [100, 1893061, "refused"],
  [100, 2018001, "refused"],
  [100, 2018074, "refused"],
  [100, 2018008, "refused"],
  [100, undefined, "refused"],
  [190, 463, "retry", 300_000],
  [200, 2018028, "refused"],
  [230, undefined, "refused"],
  [368, undefined, "retry", hour],
  [27, undefined, "refused"],
  [10303, undefined, "refused"],
  [2022, undefined, "refused"],
  [99999, undefined, "refused"],
])("error %s/%s means: %s", (code, subcode, outcome, retryAfterMs) => {
  const verdict = verdictOf(code, subcode);
  expect({ outcome: outcomes[verdict.kind], retryAfterMs: verdict.retryAfterMs }).toEqual({ outcome, retryAfterMs });
});

test("an unknown error is tried again when Meta says it is passing, and a person who is gone is not", () => {
  expect(outcomes[verdictOf(99999, undefined, { is_transient: true }).kind]).toBe("retry");
  expect(outcomes[verdictOf(100, undefined, { is_transient: true }).kind]).toBe("retry");
  expect(outcomes[verdictOf(551, 1545041, { is_transient: true }).kind]).toBe("refused");
  expect(outcomes[verdictOf(99999, undefined, { status: 503 }).kind]).toBe("unknown");
  expect(outcomes[verdictOf(2, undefined, { is_transient: true, status: 500 }).kind]).toBe("unknown");
  expect(outcomes[verdictOf(99999, undefined, { status: 429 }).kind]).toBe("retry");
});

test("a refused file, template or parameter is worth another form; a tag that is gone is not", () => {
  const subcodes = [2018074, 2018008, 2018047, 2018294, 2018109, undefined];
  expect(subcodes.map((subcode) => verdictOf(100, subcode).isForm)).toEqual(subcodes.map(() => true));
  expect([1893061, 2018001].map((subcode) => verdictOf(100, subcode).isForm)).toEqual([undefined, undefined]);
});

test("an answer in another form is not the Graph API's", () => {
  for (const body of [undefined, null, "<html>", {}, { error: "x" }, { error: { code: "x" } }, []]) {
    expect(readGraphError(502, body)).toBeUndefined();
  }
});

test("the operator reads which parameter was wrong, and never its value", () => {
  const message = `(#100) Param message[text] "bonjour Ana" is bad: https://x.example/private ${"A".repeat(40)}`;
  const error = readGraphError(400, { error: { code: 100, message } });
  expect(error === undefined ? "" : errorRules.describe(error)).toBe(": message[text]");
  const wording = "(#100) Length of param message[quick_replies][1][title] must be less than or equal to 20";
  const long = readGraphError(400, { error: { code: 100, message: wording } });
  expect(long === undefined ? "" : errorRules.describe(long)).toBe(
    ": message[quick_replies][1][title] less than or equal to 20",
  );
  const other = readGraphError(400, { error: { code: 190, message: "Malformed access token EAAB" } });
  expect(other === undefined ? "?" : errorRules.describe(other)).toBe("");
});

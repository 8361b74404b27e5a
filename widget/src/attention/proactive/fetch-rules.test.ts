import { afterEach, expect, test, vi } from "vitest";
import { fetchRules } from "./fetch-rules.ts";

afterEach(() => void vi.useRealTimers());

const report = (problem: string): void => expect.unreachable(problem);

test("a page that never gives its headers has no rules after five seconds", async () => {
  vi.useFakeTimers();
  let rules: unknown;
  const fetched = fetchRules("http://127.0.0.1:9/web", report, () => new Promise(() => {}));
  void fetched.then((given) => (rules = given));
  await vi.advanceTimersByTimeAsync(4_900);
  expect(rules).toBeUndefined();
  await vi.advanceTimersByTimeAsync(200);
  expect(rules).toEqual([]);
});

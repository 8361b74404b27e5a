import { expect, test } from "vitest";
import { Brake, type Refusal } from "./brake.ts";

const second = 1_000;
const calls: Refusal = { code: "613", hint: "too many calls", ms: 30 * second };
const block: Refusal = { code: "policy/block", hint: "blocked", ms: 3_600 * second };
const token: Refusal = { code: "190", hint: "the token", ms: 300 * second };

/** A brake without chance in its waits, and what it has reported. */
function openBrake() {
  const reported: string[] = [];
  const brake = new Brake(
    { closed: ({ code }) => void reported.push(code), opened: () => void reported.push("opened") },
    300,
    () => 0,
  );
  return { brake, reported };
}

test("a graver reason that comes while calls are held is reported, and holds them for its own time", () => {
  const { brake, reported } = openBrake();
  brake.refused(calls, 0);
  brake.refused(block, second);
  expect(reported).toEqual(["613", "policy/block"]);
  expect(brake.wait(60 * second)).toBeGreaterThan(0);
  brake.passed(60 * second);
  expect(brake.isClosed).toBe(true);
  expect(brake.wait(3_602 * second)).toBe(0);
});

test("a lighter reason that comes while calls are held is reported, and shortens nothing", () => {
  const { brake, reported } = openBrake();
  brake.refused(token, 0);
  brake.refused(calls, second);
  expect(reported).toEqual(["190", "613"]);
  expect(brake.wait(299 * second)).toBeGreaterThan(0);
  expect(brake.wait(300 * second)).toBe(0);
});

test("the call that tries may find another reason: it is reported", () => {
  const { brake, reported } = openBrake();
  brake.refused(calls, 0);
  brake.enter(31 * second);
  brake.refused(token, 32 * second);
  expect(reported).toEqual(["613", "190"]);
});

test("calls that were under way together are one refusal: each reason is reported once, and no wait doubles", () => {
  const { brake, reported } = openBrake();
  for (let call = 0; call < 50; call += 1) brake.refused(call % 2 === 0 ? calls : token, call);
  expect(reported).toEqual(["613", "190"]);
  expect(brake.wait(301 * second)).toBe(0);
  brake.passed(301 * second);
  brake.refused(calls, 302 * second);
  expect(reported).toEqual(["613", "190", "opened", "613"]);
  expect(brake.wait(332 * second)).toBe(0);
});

import { expect, test } from "vitest";
import { checkWindow } from "./purpose.ts";

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const outside = expect.objectContaining({
  body: expect.objectContaining({ code: 10, error_subcode: 2018278 }) as object,
});

test.each(["RESPONSE", "UPDATE"] as const)("%s is allowed for 24 hours after the person's last action", (purpose) => {
  expect(() => checkWindow(purpose, 0, day)).not.toThrow();
  expect(() => checkWindow(purpose, 0, day + 1)).toThrow(outside);
});

test("a human agent may answer for seven days", () => {
  expect(() => checkWindow("HUMAN_AGENT", 0, 7 * day)).not.toThrow();
  expect(() => checkWindow("HUMAN_AGENT", 0, 7 * day + 1)).toThrow(outside);
});

test("nobody may write to a person who has never done anything", () => {
  expect(() => checkWindow("RESPONSE", undefined, hour)).toThrow(outside);
});

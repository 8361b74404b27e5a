import { expect, test } from "vitest";
import { judgeRecovery, recoveriesOf } from "./recovery.ts";

test("what comes only after the next fault has not recovered from the one before", () => {
  expect(recoveriesOf([100, 500, 900], [50, 150, 160, 950])).toEqual([50, 50]);
  expect(recoveriesOf([100], [50])).toEqual([]);
});

test("half of the recoveries and the longest have a bound, which noise makes wider", () => {
  const bound = { p50: 1_000, longest: 5_000 };
  expect(judgeRecovery([900, 1_000, 4_900], bound, 1)).toEqual([]);
  expect(judgeRecovery([900, 1_100, 4_900], bound, 1)).toEqual([expect.stringContaining("50 % at most 1000 ms")]);
  expect(judgeRecovery([900, 1_100, 5_100], bound, 1)).toHaveLength(2);
  expect(judgeRecovery([900, 1_100, 5_100], bound, 1.2)).toEqual([]);
});

test("where nothing has recovered, nothing was shown", () => {
  expect(judgeRecovery([], { longest: 5_000 }, 1)).toHaveLength(1);
});

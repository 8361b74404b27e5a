import { expect, test } from "vitest";
import { advise, describeJudgement, judge } from "./judgement.ts";

test.each([
  ["sound", { asked: 300, right: 240, understood: 220, perIntent: 5 }],
  ["weak", { asked: 300, right: 150, understood: 120, perIntent: 5 }],
  ["deaf", { asked: 300, right: 240, understood: 0, perIntent: 5 }],
  ["deaf", { asked: 300, right: 240, understood: 119, perIntent: 5 }],
  ["deaf", { asked: 300, right: 20, understood: 20, perIntent: 5 }],
  ["weak", { asked: 300, right: 20, understood: 20, perIntent: 4 }],
  ["deaf", { asked: 300, right: 240, understood: 0, perIntent: 2 }],
  ["unproven", { asked: 39, right: 0, understood: 0, perIntent: 5 }],
] as const)("%s: %o", (judgement, figures) => {
  expect(judge(figures)).toBe(judgement);
});

test("the words say what was measured and what to do, where something is wrong", () => {
  expect(describeJudgement({ asked: 300, right: 240, understood: 0, perIntent: 5 })).toBe(
    "the classifier would refuse or mistake nearly everything: it understands 0 of 300 examples that it had not learnt (240 were guessed right); give each story five or more examples that differ from those of other stories; `causerie nlu test` shows what is confused with what",
  );
  expect(describeJudgement({ asked: 300, right: 150, understood: 120, perIntent: 5 })).toContain(
    "the classifier is weak",
  );
  expect(describeJudgement({ asked: 300, right: 240, understood: 220, perIntent: 5 })).toBeUndefined();
});

test.each([
  { asked: 5, right: 5, understood: 2, says: /^Too few examples .* 2 of 5 .*\n.*ten or more/ },
  { asked: 100, right: 80, understood: 70, says: /^Fair: 70 of 100 .*\n.*taken for another/ },
  { asked: 100, right: 95, understood: 60, says: /^Fair: 60 of 100 .*not surely enough\.\n.*more examples/ },
  { asked: 100, right: 95, understood: 90, says: /^Good: 90 of 100 / },
])("$understood of $asked understood, $right guessed: what that means, in lines for a terminal", (figures) => {
  const advice = advise({ ...figures, perIntent: 10 });
  expect(advice).toMatch(figures.says);
  expect(advice.split("\n").filter((line) => line.length > 100)).toEqual([]);
});

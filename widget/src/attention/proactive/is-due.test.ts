import { expect, test } from "vitest";
import { isDue, isPage, type Situation } from "./is-due.ts";

const now: Situation = {
  href: "https://www.example.com/tickets/lille?class=2#top",
  seconds: 0,
  scroll: 0,
  exit: false,
  returning: false,
  smallScreen: false,
};
const rule = { id: "help", text: "Can we help?" };

test.each([
  ["/tickets/*", true],
  ["/tickets/lille", true],
  ["/tickets", false],
  ["/tickets/lille/", false],
  ["*", true],
  ["/*/lil*", true],
  ["/*lille*lille", false],
  ["/tickets/lille?class=*", true],
  ["/tickets/lille?class=1", false],
  ["/tickets/*#top", true],
  ["/tickets/*#end", false],
  ["https://www.example.com/*", true],
  ["https://*.example.com/tickets/lille", true],
  ["https://shop.example.com/*", false],
])("the pattern %s fits the page: %s", (pattern, fits) => {
  expect(isPage(pattern, now.href)).toBe(fits);
});

test("a pattern of many stars takes no time", () => {
  const began = performance.now();
  expect(isPage(`/${"*a".repeat(2_000)}b`, `https://www.example.com/${"a".repeat(2_000)}`)).toBe(false);
  expect(performance.now() - began).toBeLessThan(2_000);
});

test("everything that a rule asks for must be so, and what it does not ask for does not count", () => {
  expect(isDue(rule, now)).toBe(true);
  const asks = { ...rule, when: { pages: ["/tickets/*"], seconds: 10, scroll: 50, exit: true, returning: true } };
  const good: Situation = { ...now, seconds: 10, scroll: 50, exit: true, returning: true };
  expect(isDue(asks, good)).toBe(true);
  const faults: Partial<Situation>[] = [
    { href: "https://www.example.com/" },
    { seconds: 9 },
    { scroll: 49 },
    { exit: false },
    { returning: false },
  ];
  for (const fault of faults) expect(isDue(asks, { ...good, ...fault })).toBe(false);
});

test("a small screen is left alone, unless the rule is for it, too", () => {
  expect(isDue(rule, { ...now, smallScreen: true })).toBe(false);
  expect(isDue({ ...rule, smallScreens: true }, { ...now, smallScreen: true })).toBe(true);
});

test("a rule for the first visit is not for later ones", () => {
  const first = { ...rule, when: { returning: false } };
  expect(isDue(first, now)).toBe(true);
  expect(isDue(first, { ...now, returning: true })).toBe(false);
});

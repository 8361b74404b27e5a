import { proactiveRuleSchema } from "@causerie/protocol";
import { isPage } from "@causerie/widget/attention/proactive/is-due.ts";
import { readRules } from "@causerie/widget/attention/proactive/rules.ts";
import { arrive, mayShow, readWishes } from "@causerie/widget/attention/proactive/wishes.ts";
import * as fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";

/** What the bubbles beside the launcher make of any rule, any address and any memory. */

test("a pattern of a path with stars in it fits what a regular expression of the same meaning fits", () => {
  const piece = fc.constantFrom("a", "b", "ab", "*", "/");
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 8 }),
      fc.array(
        piece.filter((each) => each !== "*"),
        { maxLength: 8 },
      ),
      (pattern, path) => {
        const { pathname } = new URL(`/${path.join("")}`.replace(/^\/+/, "/"), "https://www.example.com");
        const meaning = new RegExp(`^/${pattern.map((each) => (each === "*" ? ".*" : each)).join("")}$`);
        expect(isPage(`/${pattern.join("")}`, `https://www.example.com${pathname}`)).toBe(meaning.test(pathname));
      },
    ),
  );
});

test("whatever the browser has stored can be read", () => {
  const now = Date.UTC(2026, 10, 29, 12);
  fc.assert(
    fc.property(fc.json(), (text) => {
      const wishes = readWishes(text);
      expect(() => mayShow(arrive(wishes, now), { id: "help", text: "Can we help?" }, now)).not.toThrow();
      expect(Number.isFinite(arrive(wishes, now).visit)).toBe(true);
    }),
  );
});

const odd = fc.oneof(
  fc.constantFrom(undefined, null, "", "x", 0, -1, 1.5, 50, 101, true, Number.NaN, [], {}, ["/a"], { de: "x" }),
);
const fields = (...names: string[]): fc.Arbitrary<object> =>
  fc.record(Object.fromEntries(names.map((name) => [name, odd])), { requiredKeys: [] });

test("the widget takes the same rules as the protocol", () => {
  let taken = 0;
  const when = fc.oneof(fields("pages", "seconds", "scroll", "exit", "returning"), odd);
  const buttons = fc.oneof(fc.array(fields("label", "link"), { maxLength: 4 }), odd);
  const each = (name: string, values: fc.Arbitrary<unknown>): fc.Arbitrary<object> =>
    values.map((value) => ({ id: "a", text: "A", [name]: value }));
  const rules = fc.oneof(
    fields("id", "text"),
    each("when", when),
    each("buttons", buttons),
    each("every", fc.constantFrom("visit", "day", "once", "hour", 1)),
    ...["id", "text", "referral", "max", "smallScreens"].map((name) => each(name, odd)),
  );
  fc.assert(
    fc.property(rules, (rule) => {
      // JSON has neither: what is absent there may be undefined in a page.
      const onWire: unknown = JSON.parse(JSON.stringify(rule));
      const fits = v.is(proactiveRuleSchema, onWire);
      expect(readRules([onWire], () => {}).length === 1).toBe(fits);
      if (fits) taken += 1;
    }),
    { numRuns: 1_000 },
  );
  expect(taken).toBeGreaterThan(100);
});

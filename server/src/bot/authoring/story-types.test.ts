import * as v from "valibot";
import { describe, expect, expectTypeOf, test } from "vitest";
import type { Entity } from "#understanding/entities/entity.ts";
import type { CancelledForm } from "#bot/running/turn.ts";
import { createBot } from "./create-bot.ts";
import { intent } from "./intent.ts";
import { text } from "./messages.ts";
import { story } from "./story.ts";

declare const cities: Entity<"Lille" | "Lyon">;
declare const dates: Entity<{ date: string }>;

/** Never called: what is wrong in here is wrong for the compiler. */
function checks(): void {
  const trip = story("trip", {
    params: v.object({ class: v.optional(v.picklist(["first", "second"])) }),
    slots: {
      to: cities,
      when: { entity: dates, optional: true },
      seats: v.pipe(v.string(), v.transform(Number)),
    },
    steps: {
      confirm: true,
      day: {
        params: v.object({ day: v.pipe(v.string(), v.transform(Number)) }),
        steps: { hour: { steps: { minute: v.object({ at: v.string() }) } } },
      },
    },
  });
  const bare = story("bare");

  // @ts-expect-error an unknown step
  trip.step("nope");
  // @ts-expect-error a step with parameters needs them
  trip.step("day");
  trip.step("day", { day: 1 }); // is written as "1"
  // @ts-expect-error what no text can stand for
  trip.step("day", { day: new Date() });
  trip.step("minute", { at: "12" });
  // @ts-expect-error deep in the tree, too
  trip.step("minute", { on: "12" });
  // @ts-expect-error an unknown value of a parameter
  trip.link({ class: "third" });
  // @ts-expect-error an unknown parameter
  trip.link({ cabin: "first" });
  // @ts-expect-error a slot takes what its entity means
  trip.link({ to: "Atlantis" });
  trip.link({ to: "Lille", class: "first", when: "tomorrow", seats: "2" });
  trip.link();
  // @ts-expect-error a story without parameters takes none
  bare.link({ to: "Lille" });
  // @ts-expect-error and has no steps
  bare.step("confirm");

  trip.handle({
    ask: {
      // A link to the story itself is as good as any, and is checked as well.
      to: () => text("Where to?", { quickReplies: [{ label: "Lille", to: trip.link({ to: "Lille" }) }] }),
      // @ts-expect-error also when it is wrong
      seats: () => text("How many?", { quickReplies: [{ label: "Two", to: trip.link({ to: "Atlantis" }) }] }),
    },
    run: (turn, values) => {
      expectTypeOf(values.to).toEqualTypeOf<"Lille" | "Lyon">();
      expectTypeOf(values.seats).toEqualTypeOf<number>();
      expectTypeOf(values.when).toEqualTypeOf<{ date: string } | undefined>();
      expectTypeOf(values.class).toEqualTypeOf<"first" | "second" | undefined>();
      expectTypeOf(turn.switchTo(trip.link())).toEqualTypeOf<never>();
    },
    steps: {
      confirm: (_turn, values) =>
        expectTypeOf(values.to).toEqualTypeOf<"Lille" | "Lyon" | undefined>() as unknown as void,
      day: (_turn, { day }) => expectTypeOf(day).toEqualTypeOf<number>() as unknown as void,
      hour: () => "At what minute?",
      minute: (_turn, { at }) => at,
    },
  });
  trip.handle({
    // @ts-expect-error a needed slot that is never asked for
    ask: { to: () => "Where to?" },
    run: () => "",
    steps: { confirm: () => "", day: () => "", hour: () => "", minute: () => "" },
  });
  trip.handle({
    ask: { to: () => "", seats: () => "" },
    run: () => "",
    // @ts-expect-error a step without its handler
    steps: { confirm: () => "", day: () => "", hour: () => "" },
  });
  // The compiler complains about the name of an unknown step, not about the number of arguments.
  const one = story("one", { steps: { day: v.object({ day: v.string() }) } });
  expectTypeOf<Parameters<typeof one.step<"dya">>>().toEqualTypeOf<[name: "day", ...params: unknown[]]>();
  const order = story("order", {
    slots: {
      how: cities,
      street: { schema: v.string(), onlyIf: { how: "Lille" } },
      remark: { schema: v.string(), optional: true },
    },
  });
  order.handle({
    ask: { how: () => "", street: (turn) => turn.callStory(bare.link(), { into: "street" }), remark: () => "" },
    run: (turn, { how, street, remark }) => {
      expectTypeOf(how).toEqualTypeOf<"Lille" | "Lyon">();
      expectTypeOf(street).toEqualTypeOf<string | undefined>();
      expectTypeOf(remark).toEqualTypeOf<string | undefined>();
      expectTypeOf(turn.cancelForm(trip)).toEqualTypeOf<CancelledForm | undefined>();
      // @ts-expect-error a form is named by its contract
      turn.cancelForm("trip");
    },
    onCancel: (_turn, { how }) => expectTypeOf(how).toEqualTypeOf<"Lille" | "Lyon" | undefined>() as unknown as void,
    recap: (_turn, { street }) => expectTypeOf(street).toEqualTypeOf<string | undefined>() as unknown as void,
  });
  // @ts-expect-error a slot that is needed only sometimes is asked for all the same
  order.handle({ ask: { how: () => "" }, run: () => "" });
  // @ts-expect-error a command that there is not
  story("typo", { commands: ["cancle"] });
  const counted = story("counted", { params: v.object({ n: v.number() }) });
  // @ts-expect-error links carry text; a schema that takes a number would refuse every link
  counted.link({ n: 5 });
  const named = story("named", { slots: { who: { schema: v.string(), optional: Math.random() > 0.5 } } });
  named.handle({ run: (_turn, { who }) => expectTypeOf(who).toEqualTypeOf<string | undefined>() as unknown as void });
  // @ts-expect-error a handler alone cannot fill slots
  trip.handle(() => "");
  bare.handle(() => "fine");
}

test("wrong parameters, unknown steps and missing slots do not compile, links to the story itself included", () => {
  expect(checks).toBeTypeOf("function");
});

test("a contract that cannot work is refused at once, with what to do", () => {
  // @ts-expect-error a slot that nothing could fill
  expect(() => story("a", { slots: { empty: {} } })).toThrow("needs an entity or a schema");
  expect(() => story("a b")).toThrow("letters, digits");
  expect(() => story("causerie:mine")).toThrow("the bot's own");
  expect(() => story("a", { steps: { b: { steps: { b: true } } } })).toThrow('two steps "b"');
  // @ts-expect-error an option that there is not
  expect(() => story("a", { steps: { b: { param: v.object({}) } } })).toThrow('an option "param"');
  expect(() => story("a", { params: v.object({}), slots: { _x: v.string() } })).toThrow("begin with _");
  const later = { b: { schema: v.string(), onlyIf: { c: 1 } }, c: v.string() };
  expect(() => story("a", { slots: later })).toThrow('onlyIf names "c", which is no slot before it');
});

describe("an unknown name is refused at once, with the one that was probably meant", () => {
  const order = story("order", { slots: { size: v.string() }, steps: { confirm: true, pay: true } });
  const ask = { size: () => "" };
  const steps = { confirm: () => "", pay: () => "" };

  test.each([
    ['"keywrods"; did you mean "keywords"?', () => story("a", { keywrods: ["a"] } as never)],
    [
      '"optoinal"; did you mean "optional"?',
      () => story("a", { slots: { b: { schema: v.string(), optoinal: true } } }),
    ],
    [
      'unknown step of "order": "cofirm"; did you mean "confirm"? steps are "confirm" and "pay"',
      () => order.step("cofirm" as string as "confirm"),
    ],
    [
      '"order" has a handler "onCancle"; did you mean "onCancel"?',
      () => order.handle({ ask, steps, run: () => "", onCancle: () => "" } as never),
    ],
    [
      'a slot "siez"; did you mean "size"?',
      () => order.handle({ ask: { siez: () => "" }, steps, run: () => "" } as never),
    ],
    [
      'unknown step of "order": "paid"; did you mean "pay"?',
      () => order.handle({ ask, steps: { paid: () => "" }, run: () => "" } as never),
    ],
    ['text has an option "quickReplys"; did you mean "quickReplies"?', () => text("a", { quickReplys: [] } as never)],
    ['the button "Go" has an option "link"', () => text("a", { buttons: [{ label: "Go", link: "x" }] as never })],
    [
      'the quick reply "Go" has an option "sya"; did you mean "say"?',
      () => text("a", { quickReplies: [{ label: "Go", sya: "x" }] as never }),
    ],
    [
      'intent "yes" has an option "keyword"; did you mean "keywords"?',
      () => intent("yes", { keyword: ["yes"] } as never),
    ],
    [
      'createBot has an option "fallbck"; did you mean "fallback"?',
      () => createBot({ stories: [], fallback: () => "", fallbck: 1 } as never),
    ],
    [
      'handover has an option "expires"',
      () => createBot({ stories: [], fallback: () => "", handover: { expires: 1 } as never }),
    ],
    [
      'forms.words.de has a list "cancle"; did you mean "cancel"?',
      () => createBot({ stories: [], fallback: () => "", forms: { words: { de: { cancle: [] } as never } } }),
    ],
    [
      'forms.commands holds "back"; did you mean "goBack"?',
      () => createBot({ stories: [], fallback: () => "", forms: { commands: ["back" as never] } }),
    ],
  ])("%s", (message, make) => {
    expect(make).toThrow(message);
  });
});

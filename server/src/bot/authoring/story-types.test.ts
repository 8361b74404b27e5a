import * as v from "valibot";
import { expect, expectTypeOf, test } from "vitest";
import type { Entity } from "#understanding/entities/entity.ts";
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
});

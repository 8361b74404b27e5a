import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as small from "@causerie/widget/chat/connection/small-valibot.ts";
import * as fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import { root } from "#support/paths.ts";

/** A schema as data, of which both libraries make theirs. */
type Plan =
  | { kind: "string" | "number" | "boolean" | "unknown" | "whole" | "degrees" | "short" | "letters" | "filled" }
  | { kind: "literal"; value: string }
  | { kind: "picklist"; values: string[] }
  | { kind: "optional" | "exactOptional" | "array"; inner: Plan }
  | { kind: "object"; entries: Record<string, Plan> }
  | { kind: "variant"; options: Record<string, Record<string, Plan>> };

/** Both have the same names; only their types differ. */
type Library = typeof v;

function make(library: Library, plan: Plan): v.GenericSchema {
  const { pipe, string, number } = library;
  switch (plan.kind) {
    case "string":
      return string();
    case "number":
      return number();
    case "boolean":
      return library.boolean();
    case "unknown":
      return library.unknown();
    case "whole":
      return pipe(number(), library.safeInteger());
    case "degrees":
      return pipe(number(), library.minValue(-90), library.maxValue(90));
    case "short":
      return pipe(string(), library.minLength(1), library.maxLength(3));
    case "letters":
      return pipe(string(), library.regex(/^[a-c]+$/));
    case "filled":
      return pipe(
        string(),
        library.check((text) => text.trim() !== ""),
      );
    case "literal":
      return library.literal(plan.value);
    case "picklist":
      return library.picklist(plan.values);
    case "exactOptional":
      // The small one takes undefined, too: a page may give it, and JSON leaves it out.
      return library === v ? v.optional(make(v, plan.inner)) : library.exactOptional(make(library, plan.inner));
    case "optional":
    case "array":
      return (library[plan.kind] as (inner: v.GenericSchema) => v.GenericSchema)(make(library, plan.inner));
    case "object":
      return makeObject(library, plan.entries);
    case "variant": {
      const kinds = Object.entries(plan.options).map(([kind, entries]) =>
        makeObject(library, { ...entries, type: { kind: "literal", value: kind } }),
      );
      return library.variant(
        "type",
        kinds as [v.ObjectSchema<{ type: v.LiteralSchema<string, undefined> }, undefined>],
      );
    }
  }
}

function makeObject(library: Library, entries: Record<string, Plan>) {
  return library.object(Object.fromEntries(Object.entries(entries).map(([key, plan]) => [key, make(library, plan)])));
}

const word = fc.constantFrom("a", "b", "abc", "text");
const simple = ["string", "number", "boolean", "unknown", "whole", "degrees", "short", "letters", "filled"] as const;

const { plan: anyPlan } = fc.letrec<{ plan: Plan; entries: Record<string, Plan> }>((tie) => {
  const modified = fc.record({ kind: fc.constantFrom("optional", "exactOptional"), inner: tie("plan") });
  return {
    entries: fc.dictionary(word, fc.oneof(tie("plan"), modified), { maxKeys: 4, noNullPrototype: true }),
    plan: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(...simple).map((kind): Plan => ({ kind })),
      word.map((value): Plan => ({ kind: "literal", value })),
      fc.array(word, { minLength: 1 }).map((values): Plan => ({ kind: "picklist", values })),
      tie("plan").map((inner): Plan => ({ kind: "array", inner })),
      tie("entries").map((entries): Plan => ({ kind: "object", entries })),
      fc
        .dictionary(word, tie("entries"), { minKeys: 1, maxKeys: 3, noNullPrototype: true })
        .map((options): Plan => ({ kind: "variant", options })),
    ),
  };
});

/** Without undefined, which JSON does not have: what may be undefined is an optional field. */
const junk = fc.oneof(
  word,
  fc.constantFrom(null, true, 0, 91, -90, 2.5, 2 ** 53, Number.NaN, Infinity, "", " ", "abcd", {}, [], [1]),
);

/** What fits, with something odd now and then. */
function inputFor(plan: Plan): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 1, arbitrary: junk }, { weight: 12, arbitrary: fitting(plan) });
}

function fitting(plan: Plan): fc.Arbitrary<unknown> {
  switch (plan.kind) {
    case "boolean":
      return fc.boolean();
    case "number":
    case "whole":
    case "degrees":
      return fc.oneof(fc.integer({ min: -91, max: 91 }), fc.double());
    case "string":
    case "short":
    case "letters":
    case "filled":
      return fc.oneof(word, fc.string({ maxLength: 4 }));
    case "unknown":
      return junk;
    case "literal":
      return fc.constant(plan.value);
    case "picklist":
      return fc.constantFrom(...plan.values);
    case "optional":
    case "exactOptional":
      return fc.oneof({ weight: 1, arbitrary: fc.constant(undefined) }, { weight: 9, arbitrary: inputFor(plan.inner) });
    case "array":
      return fc.array(inputFor(plan.inner), { maxLength: 3 });
    case "object":
      return objectFor(plan.entries);
    case "variant":
      return fc
        .constantFrom(...Object.entries(plan.options))
        .chain(([kind, entries]) => objectFor({ ...entries, type: { kind: "literal", value: kind } }));
  }
}

function objectFor(entries: Record<string, Plan>): fc.Arbitrary<unknown> {
  const fields = Object.entries(entries).map(([key, plan]) => {
    const mayBeAbsent = plan.kind === "optional" || plan.kind === "exactOptional";
    return fc.tuple(
      fc.constant(key),
      inputFor(plan),
      fc.nat(mayBeAbsent ? 1 : 19).map((dice) => dice > 0),
    );
  });
  const more = fc.tuple(fc.constant("more"), junk, fc.boolean());
  return fc
    .tuple(...fields, more)
    .map((all) => Object.fromEntries(all.flatMap(([key, value, isThere]) => (isThere ? [[key, value]] : []))));
}

test("it accepts what valibot accepts, and gives the same value", () => {
  let accepted = 0;
  const planned = anyPlan.chain((plan) => fc.tuple(fc.constant(plan), fc.array(inputFor(plan), { minLength: 5 })));
  fc.assert(
    fc.property(planned, ([plan, inputs]) => {
      const real = make(v, plan);
      const own = make(small as unknown as Library, plan) as unknown as Parameters<typeof small.safeParse>[0];
      for (const input of inputs) {
        const expected = v.safeParse(real, input);
        const found = small.safeParse(own, input);
        expect(found.success).toBe(expected.success);
        if (!expected.success) continue;
        accepted += 1;
        expect(found.output).toEqual(expected.output);
      }
    }),
    { numRuns: 500 },
  );
  expect(accepted).toBeGreaterThan(500);
});

test("a record has any names, and values of one kind", () => {
  const [real, own] = [v.record(v.string(), v.string()), small.record(small.string(), small.string())];
  for (const input of [{}, { TOPIC: "trains", "": "" }, { TOPIC: 7 }, { TOPIC: null }, null, "TOPIC", 7, undefined]) {
    const expected = v.safeParse(real, input);
    const wanted = expected.success ? { success: true, output: expected.output } : { success: false };
    expect(small.safeParse(own, input)).toEqual(wanted);
  }
});

test("it has everything that the protocol uses", () => {
  const folder = join(root, "server", "protocol", "src");
  // The desk's part of the wire is no page's of a visitor.
  const files = readdirSync(folder).filter((file) => file.endsWith(".ts"));
  const sources = files.map((file) => readFileSync(join(folder, file), "utf8"));
  const used = new Set(
    sources.flatMap((source) => [...source.matchAll(/\bv\.([a-z]\w*)\(/g)].map(([, name = ""]) => name)),
  );
  expect(used.size).toBeGreaterThan(10);
  expect([...used].filter((name) => !(name in small))).toEqual([]);
});

test("what an object inherits, as where a page extends all objects, is no field of a message", () => {
  const schema = small.object({ kind: small.optional(small.string()), text: small.string() });
  const inherited = { kind: 1, text: "of the page" };
  const read = (own: object) => small.safeParse(schema, Object.assign(Object.create(inherited), own));
  expect(read({ text: "hello" })).toEqual({ success: true, output: { text: "hello" } });
  expect(read({}).success).toBe(false);
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "@causerie/server/app/errors.ts";
import { catalogue } from "@causerie/server/i18n/catalogue.ts";
import { findProblems } from "@causerie/server/i18n/find-problems.ts";
import { importTockLabels } from "@causerie/server/tock-import/labels/tock-labels.ts";
import { anything, array, assert, constantFrom, oneof, property, record, string, uniqueArray } from "fast-check";
import { expect, test } from "vitest";
import { fixtures } from "#support/paths.ts";

const dump: unknown = JSON.parse(readFileSync(join(fixtures, "tock-labels", "railway.json"), "utf8"));
const imported = importTockLabels(dump);

test("labels become messages with readable keys, alternatives and variants, one tree a locale", () => {
  expect(imported.locales).toEqual(["en", "fr", "fr-CA"]);
  expect(imported.messages).toEqual({
    en: {
      departures: {
        no_train_one_train_trains_to_it_s:
          "{arg0, plural, =0 {No train} =1 {One train} other {{arg0, number} trains}} to {arg1}, it's {hour}",
      },
      fares: { default_text: "Fares start at {arg0}" },
      general: { text: "👍" },
      weather: {
        which_city_do_you_mean: "Which city do you mean",
        which_city_do_you_mean_8rpnn2: {
          default: ["Which city do you mean?", "What city, please?"],
          voice: "Tell me the city.",
          "messenger.text": "Tap a city:",
        },
      },
    },
    fr: {
      departures: {
        no_train_one_train_trains_to_it_s:
          "{arg0, plural, =0 {Aucun train} =1 {Un train} other {{arg0, number} trains}} pour {arg1} à l'heure d'{hour}",
      },
      general: { text: "D'accord" },
      weather: { which_city_do_you_mean_8rpnn2: "De quelle ville s'agit-il ?" },
    },
    "fr-CA": {
      departures: {
        no_train_one_train_trains_to_it_s:
          "{arg0, plural, =0 {Aucun train} =1 {Aucun train} other {{arg0, number} trains}} vers {arg1}, {hour}",
      },
    },
  });
});

test("all that came over can be said, and what Tock had not translated is found", () => {
  const words = catalogue({ locales: ["en", "fr", "fr-CA"], messages: imported.messages });
  const id = "railway_departures_{0,choice,0#No train|1#One train|1<{0} trains} to {1} at l'{:hour}";
  const key = imported.mapping[id] ?? "";
  const args = { arg0: 1200, arg1: "Lille", hour: "9:00" };
  expect(words({ locale: "en" })(key, args)).toBe("1,200 trains to Lille, it's 9:00");
  expect(words({ locale: "fr" })(key, { ...args, arg0: 1 })).toBe("Un train pour Lille à l'heure d'9:00");
  expect(words({ locale: "fr-CA" })(key, { ...args, arg0: 0 })).toBe("Aucun train vers Lille, 9:00");
  expect(findProblems(words).map(({ kind, locale, key }) => `${kind} ${locale} ${key}`)).toEqual([
    "missing_key fr fares.default_text",
    "missing_key fr weather.which_city_do_you_mean",
    "missing_variant fr weather.which_city_do_you_mean_8rpnn2",
    "missing_variant fr weather.which_city_do_you_mean_8rpnn2",
  ]);
});

test("each label is found again by its id, and what did not come over as it was is named", () => {
  expect(Object.entries(imported.mapping)).toContainEqual(["railway_fares_default", "fares.default_text"]);
  expect(Object.keys(imported.mapping)).toHaveLength(5);
  expect(
    imported.warnings.map(({ kind, label, locale = "", text = "" }) => [kind, label, locale, text].join(" / ")),
  ).toEqual([
    "unreadable / label 6 /  / ",
    "no_default / railway__👍 / fr / ",
    "locale / railway_fares_default / not a locale / ?",
    "duplicate / railway_fares_default / en / From {0,number,currency}",
    "not_validated /  / fr / ",
  ]);
});

test("the same labels get the same keys, in whatever order they come", () => {
  const list: unknown[] = Array.isArray(dump) ? dump : [];
  const turned = importTockLabels([...list].reverse());
  expect(turned.mapping).toEqual(imported.mapping);
  expect(turned.messages).toEqual(imported.messages);
});

test("connectors of Tock can be given the names of our channels", () => {
  const entry = { locale: "en", interfaceType: "textChat", label: "x", validated: true, alternatives: [] };
  const label = {
    _id: "a",
    category: "c",
    i18n: [entry, { ...entry, connectorId: "wa", label: "y" }, { ...entry, connectorId: "text", label: "z" }],
  };
  const { messages, warnings } = importTockLabels({ labels: [label] }, { connectors: { wa: "whatsapp" } });
  expect(messages).toEqual({ en: { c: { x: { default: "x", whatsapp: "y", "channel-text": "z" } } } });
  expect(warnings.map(({ kind }) => kind)).toEqual(["connector"]);
});

test("the default text stands in for its language, unless it is another language's text", () => {
  const entry = { locale: "fr", interfaceType: "textChat", label: "Bonne journée", validated: true };
  const label = { _id: "a", category: "c", i18n: [entry], defaultLabel: "Bonne journée", defaultLocale: "en" };
  expect(importTockLabels([label]).locales).toEqual(["fr"]);
  expect(importTockLabels([{ ...label, defaultLabel: "Good day" }]).messages["en"]).toEqual({
    c: { good_day: "Good day" },
  });
});

test("a key is never cut inside of a letter", () => {
  const label = { _id: "a", category: "c", i18n: [], defaultLabel: `a${"\u{10428}".repeat(50)}`, defaultLocale: "en" };
  const { messages, mapping } = importTockLabels([label]);
  expect(catalogue({ locales: ["en"], messages })({ locale: "en" })(mapping["a"] ?? "")).toBe(label.defaultLabel);
});

test("what is no export of labels is refused with a sentence", () => {
  for (const json of [undefined, null, 3, "labels", {}, { labels: {} }]) {
    expect(() => importTockLabels(json)).toThrow(ConfigError);
  }
  expect(importTockLabels([])).toEqual({ locales: [], messages: {}, mapping: {}, warnings: [] });
});

const piece = oneof(
  constantFrom(
    "{",
    "}",
    "'",
    "''",
    "%%",
    "#",
    "|",
    "<",
    "{0}",
    "{0,choice,",
    "0#",
    "1<",
    "{:a}",
    ",number}",
    "{1,date}",
    " a ",
  ),
  string({ maxLength: 3 }),
);
const tockText = array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));

const labelOfAnything = record({ id: string(), text: tockText, category: tockText });

test("whatever a text holds, it comes over as something that a catalogue can read and say", () => {
  assert(
    property(uniqueArray(labelOfAnything, { selector: ({ id }) => id, maxLength: 4 }), (labels) => {
      const entries = (label: string): unknown[] => [
        { locale: "fr", interfaceType: "textChat", label, alternatives: [label] },
      ];
      const { messages, mapping } = importTockLabels(
        labels.map(({ id, text, category }) => ({ _id: id, category, i18n: entries(text) })),
      );
      const all: Record<string, unknown> = { fr: {}, ...messages };
      const t = catalogue({ locales: ["fr"], messages: all })({ locale: "fr" });
      const said = labels.map(({ id }) => t(mapping[id] ?? "", { arg0: 1, arg1: 1, a: "x" }) !== mapping[id]);
      expect(said).toEqual(labels.map(({ text }) => text.trim() !== ""));
    }),
    { numRuns: 500 },
  );
});

test("a text without arguments comes over sign by sign", () => {
  assert(
    property(
      string().filter((text) => text.trim() !== "" && !/\{\s*\d|\{:/.test(text)),
      (text) => {
        const label = { _id: "id", category: "c", i18n: [{ locale: "en", interfaceType: "textChat", label: text }] };
        const { messages, mapping } = importTockLabels([label]);
        expect(catalogue({ locales: ["en"], messages })({ locale: "en" })(mapping["id"] ?? "")).toBe(text);
      },
    ),
  );
});

test("a dump of anything is read without a crash", () => {
  assert(
    property(array(oneof(anything(), record({ _id: string(), i18n: array(anything()) }))), (list) => {
      expect(importTockLabels(list).messages).toBeInstanceOf(Object);
    }),
  );
});

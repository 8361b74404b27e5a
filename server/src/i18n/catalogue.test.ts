import { expect, test } from "vitest";
import { ConfigError } from "#app/errors.ts";
import { catalogue, type Missing } from "./catalogue.ts";
import { createRotation } from "./rotation.ts";

const words = catalogue({
  locales: ["en", "fr", "fr-CA"],
  messages: {
    en: {
      hello: "Hello {name}!",
      trains: "{count, plural, =0 {No train} one {One train} other {# trains}} to {city}",
      rank: "You are the {n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}",
      bye: ["Bye!", "See you!", "Take care!"],
      offer: { default: "Tap one:", voice: "Say one:", messenger: "Choose below:", "messenger.voice": "Speak up:" },
      fares: { heading: "Fares", price: "{price, number, ::currency/EUR} each" },
      leaves: "Leaves {at, date, long} at {at, time, short}",
      who: "{who, select, crew {Crew of {city}} other {Guest}}",
    },
    fr: {
      hello: "Bonjour {name} !",
      trains: "{count, plural, =0 {Aucun train} one {# train} other {# trains}} pour {city}",
      rank: "Vous êtes {n, selectordinal, one {#er} other {#e}}",
      bye: ["Au revoir !", "À bientôt !"],
      offer: { default: "Touchez :", voice: "Dites :" },
      fares: { heading: "Tarifs", price: "{price, number, ::currency/EUR} chacun" },
      leaves: "Départ le {at, date, long} à {at, time, short}",
      who: "{who, select, crew {L'équipage d'{city}} other {Voyageur}}",
    },
    "fr-CA": { bye: "Bonjour !" },
  },
});

test("a message is said in the listener's language, with its arguments", () => {
  expect(words({ locale: "en" })("hello", { name: "Ada" })).toBe("Hello Ada!");
  expect(words({ locale: "fr" })("hello", { name: "Zoé" })).toBe("Bonjour Zoé !");
  expect(words({ locale: "fr" })("fares.heading")).toBe("Tarifs");
});

test("plurals, ordinals, selects, money and numbers follow the language", () => {
  const en = words({ locale: "en" });
  const fr = words({ locale: "fr" });
  expect([0, 1, 2, 1234].map((count) => en("trains", { count, city: "Lille" }))).toEqual([
    "No train to Lille",
    "One train to Lille",
    "2 trains to Lille",
    "1,234 trains to Lille",
  ]);
  expect([0, 1.5, 2].map((count) => fr("trains", { count, city: "Lille" }))).toEqual([
    "Aucun train pour Lille",
    "1,5 train pour Lille",
    "2 trains pour Lille",
  ]);
  expect([1, 2, 3, 4, 21].map((n) => en("rank", { n }))).toEqual(
    ["1st", "2nd", "3rd", "4th", "21st"].map((rank) => `You are the ${rank}`),
  );
  expect(en("fares.price", { price: 12.5 })).toBe("€12.50 each");
  expect(fr("fares.price", { price: 12.5 }).replaceAll(/\s/g, " ")).toBe("12,50 € chacun");
  expect(fr("who", { who: "crew", city: "Lille" })).toBe("L'équipage d'Lille");
  expect(fr("who", { who: "anyone", city: "Lille" })).toBe("Voyageur");
});

test("dates are told in the listener's time zone, and one that nobody knows is passed over", () => {
  const at = Date.UTC(2026, 0, 31, 23, 30);
  expect(words({ locale: "fr", timeZone: "Europe/Paris" })("leaves", { at })).toBe("Départ le 1 février 2026 à 00:30");
  expect(words({ locale: "fr", timeZone: "UTC" })("leaves", { at: new Date(at) })).toBe(
    "Départ le 31 janvier 2026 à 23:30",
  );
  expect(words({ locale: "fr", timeZone: "Moon/Crater" })("leaves", { at })).toMatch(/^Départ le .* 2026 à /);
});

test("the variant of channel and interface comes before that of the channel, then the interface, then default", () => {
  const offer = (channel: string, face: "text" | "voice") => words({ locale: "en", channel, interface: face })("offer");
  expect(offer("messenger", "voice")).toBe("Speak up:");
  expect(offer("messenger", "text")).toBe("Choose below:");
  expect(offer("web", "voice")).toBe("Say one:");
  expect(offer("web", "text")).toBe("Tap one:");
  expect(words({ locale: "en" })("offer")).toBe("Tap one:");
});

test("the channel's own words come before those for a voice", () => {
  const both = catalogue({
    locales: ["en"],
    messages: { en: { offer: { default: "Tap one:", voice: "Say one:", messenger: "Choose below:" } } },
  });
  expect(both({ locale: "en", channel: "messenger", interface: "voice" })("offer")).toBe("Choose below:");
});

test("the nearer locale comes before the nearer variant", () => {
  expect(words({ locale: "fr", channel: "messenger", interface: "text" })("offer")).toBe("Touchez :");
  expect(words({ locale: "fr", channel: "messenger", interface: "voice" })("offer")).toBe("Dites :");
});

test("a region says its own words, then those of its language, then those of the first locale", () => {
  expect(words({ locale: "fr-CA" })("bye")).toBe("Bonjour !");
  const missing: Missing[] = [];
  expect(words({ locale: "fr-CA", onMissing: (one) => missing.push(one) })("fares.heading")).toBe("Tarifs");
  expect(missing).toEqual([]);
  expect(words({ locale: "fr-BE" })("bye")).toBe("Au revoir !");
  expect(words({ locale: "de" })("bye")).toBe("Bye!");
});

test("alternatives take turns within a conversation, and without a rotation the first is said", () => {
  const t = words({ locale: "en", rotation: createRotation({}, "conversation 1") });
  expect(new Set([t("bye"), t("bye"), t("bye")])).toEqual(new Set(["Bye!", "See you!", "Take care!"]));
  const still = words({ locale: "en" });
  expect([still("bye"), still("bye")]).toEqual(["Bye!", "Bye!"]);
  const broken = words({ locale: "en", rotation: { next: () => 99 } });
  expect(broken("bye")).toBe("Bye!");
});

const json = (text: string): unknown => JSON.parse(text);

test("what a translation from JSON lacks is said in the first locale, and reported once", () => {
  const missing: Missing[] = [];
  const half = catalogue({
    locales: ["en", "fr"],
    messages: {
      en: { hello: "Hello {name}!", bye: "Bye!", menu: { open: "Open" } },
      fr: json('{"bye":" ","hello":"Bonjour !"}'),
    },
  });
  const t = half({ locale: "fr", onMissing: (one) => missing.push(one) });
  expect([t("bye"), t("bye"), t("menu.open"), t("hello", { name: "Ada" })]).toEqual([
    "Bye!",
    "Bye!",
    "Open",
    "Bonjour !",
  ]);
  expect(missing).toEqual([
    { kind: "key", locale: "fr", key: "bye" },
    { kind: "key", locale: "fr", key: "menu.open" },
  ]);
});

test("a message that is nowhere is said by its key", () => {
  const missing: Missing[] = [];
  const loose = catalogue({ locales: ["en", "fr"], messages: { en: json("{}"), fr: json("{}") } });
  expect(loose({ locale: "fr", onMissing: (one) => missing.push(one) })("fares.heading")).toBe("fares.heading");
  expect(missing.map(({ locale }) => locale)).toEqual(["fr", "en"]);
  expect(loose({ locale: "fr" })("__proto__")).toBe("__proto__");
});

test("an argument that is missing leaves a visible gap and is reported, and the rest of the sentence stands", () => {
  const missing: Missing[] = [];
  const loose = catalogue({
    locales: ["en"],
    messages: {
      en: json(`{
        "hello": "Hello {name}!",
        "trains": "{count, plural, one {One train} other {# trains}} to {city} at {at, time, short} for {price, number}",
        "who": "{who, select, crew {Crew} other {Guest of {city} ({count, plural, one {#} other {#}})}}"
      }`),
    },
  });
  const t = loose({ locale: "en", onMissing: (one) => missing.push(one) });
  expect(t("hello")).toBe("Hello …!");
  expect(t("trains", { count: Number.NaN, city: "Lille", at: new Date("never"), price: 1.5 })).toBe(
    "… trains to Lille at … for 1.5",
  );
  expect(t("trains", { count: 1, city: Number.POSITIVE_INFINITY, at: 9e15, price: 2 })).toBe(
    "One train to … at … for 2",
  );
  expect(t("who", { city: "Lille", count: 2 })).toBe("Guest of Lille (2)");
  expect(t("who", { who: "nobody", count: 2 })).toBe("Guest of … (2)");
  expect(missing.map((one) => `${one.key} ${one.kind === "argument" ? one.argument : one.kind}`)).toEqual([
    "hello name",
    "trains count",
    "trains at",
    "trains city",
    "who who",
    "who city",
  ]);
});

test("what every object has is no argument", () => {
  const loose = catalogue({ locales: ["en"], messages: { en: json('{"odd":"{constructor} {toString}"}') } });
  expect(loose({ locale: "en" })("odd")).toBe("… …");
});

test("texts that cannot be read stop the start, with place and remedy for each, and no text", () => {
  const broken = () =>
    catalogue({
      locales: ["en", "fr", "no_locale"],
      messages: {
        en: json(
          '{"a":"Hello {name","b":"{n, plural, one {x}}","c":["fine","{}"],"d":{"default":"x","voice":{"y":"z"}}}',
        ),
        fr: json(
          '{"l":"l\'{city} {n, nombre}","m":"{n, number, currency}","o":"{n, number, ::currency/EURO}","x.y":"","p":3}',
        ),
        no_locale: {},
      },
    });
  const problems = problemsOf(broken);
  expect(problems.map((problem) => problem.slice(0, 60))).toEqual([
    "en a: at character 7: this { is never closed. To show a brac",
    "en b: at character 20: the branch other is missing. Write {c",
    "en c: alternative 2: at character 1: there is no name betwee",
    "en d: voice: this is neither a text nor a list of texts. (An",
    "fr l: at character 14: this type is unknown. Write number, d",
    "fr m: {n, number}: the style is none of integer, percent. Mo",
    "fr o: {n, number}: the style after :: cannot be used. Write ",
    "fr x.y: a key is made of letters, digits, _ and -, and start",
    "fr p: this is neither a text nor a list of texts. (An object",
    "no_locale: this is no locale. Write e.g. fr or fr-CA. [inval",
  ]);
  expect(problems.join()).not.toContain("Hello");
});

function problemsOf(start: () => unknown): readonly string[] {
  try {
    start();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

test("messages nested without end, or deep braces, are refused and not a crash", () => {
  let nested: unknown = "text";
  for (let depth = 0; depth < 50; depth += 1) nested = { group: nested };
  expect(() => catalogue({ locales: ["en"], messages: { en: nested } })).toThrow(/nested more than 10 deep/);
  const deep = `${"{a, select, other {".repeat(20_000)}${"}}".repeat(20_000)}`;
  expect(() => catalogue({ locales: ["en"], messages: { en: { deep } } })).toThrow(/en deep: cannot be read/);
});

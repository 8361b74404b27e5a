import { expect, expectTypeOf, test } from "vitest";
import type { ArgumentsOf } from "./arguments.ts";
import { catalogue } from "./catalogue.ts";
import type { Messages } from "./message-types.ts";

const words = catalogue({
  locales: ["en", "fr", "fr-CA"],
  messages: {
    en: {
      bye: ["Bye!", "See you, {name}!"],
      hello: "Hello {name}!",
      trains: "{count, plural, one {One train} other {# trains to {city}}}",
      offer: { default: "Tap one:", voice: "Say one of {count, number}:", "messenger.voice": "Speak:" },
      fares: { heading: "Fares", detail: { price: "{price, number, ::currency/EUR} from {day, date, short}" } },
      brace: "Write '{' and '}' or '{'name'}'",
    },
    fr: {
      bye: "Au revoir !",
      hello: { default: "Bonjour {name} !", messenger: "Salut !" },
      trains: "{count, plural, one {Un train} other {# trains pour {city}}}",
      offer: "Touchez :",
      fares: { heading: "Tarifs", detail: { price: "{price} à partir du {day}" } },
      brace: "Écrivez '{' et '}'",
    },
    "fr-CA": { bye: "Bonjour !", fares: { heading: "Prix" } },
  },
});

test("arguments are typed by what the text does with them", () => {
  expectTypeOf<ArgumentsOf<"Hello">>().toEqualTypeOf<{}>();
  expectTypeOf<ArgumentsOf<"Hello { name }">>().toEqualTypeOf<{ name: string | number }>();
  expectTypeOf<
    ArgumentsOf<"{a, number} {b,date,short} {c, time, ::Hm} {d, selectordinal, other {#th}}">
  >().toEqualTypeOf<{
    a: number;
    b: Date | number;
    c: Date | number;
    d: number;
  }>();
  expectTypeOf<ArgumentsOf<"{n} of {n, plural, other {#}}">>().toEqualTypeOf<{ n: number }>();
  expectTypeOf<ArgumentsOf<"l'{a}' d'{b}">>().toEqualTypeOf<{ a: string | number; b: string | number }>();
});

test("arguments in the branches of plurals and selects are found, words in them are not taken for arguments", () => {
  type Nested = ArgumentsOf<`{who, select,
    her {{count, plural, =0 {none} one {train} other {# to {city}}}}
    other {{when, time, short} nobody}
  } and {more}`>;
  expectTypeOf<Nested>().toEqualTypeOf<{
    who: string;
    count: number;
    city: string | number;
    when: Date | number;
    more: string | number;
  }>();
});

test("a text whose braces do not fit together ends the search, not the compiler", () => {
  expectTypeOf<ArgumentsOf<"{a} } {b}">>().toEqualTypeOf<{ a: string | number }>();
  expectTypeOf<ArgumentsOf<"{a">>().toEqualTypeOf<{}>();
});

test("uses that do not fit the catalogue do not compile", () => {
  const t = words({ locale: "en" });
  expect(t("hello", { name: "Ada" })).toBe("Hello Ada!");
  expect(t("bye", { name: "Ada" })).toBe("Bye!");
  expect(t("fares.heading")).toBe("Fares");
  expect(t("fares.detail.price", { price: 2, day: 0 })).toContain("€2.00");

  // @ts-expect-error there is no such message
  t("helo", { name: "Ada" });
  // @ts-expect-error a group is no message
  t("fares");
  // @ts-expect-error a variant is no message
  t("offer.voice", { count: 1 });
  // @ts-expect-error the name is missing
  t("hello");
  // @ts-expect-error one of the alternatives asks for a name
  t("bye");
  // @ts-expect-error the name is missing
  t("hello", {});
  // @ts-expect-error the argument is called name
  t("hello", { nom: "Ada" });
  // @ts-expect-error one argument is too many
  t("hello", { name: "Ada", age: 36 });
  // @ts-expect-error this message takes none
  t("fares.heading", { name: "Ada" });
  // @ts-expect-error a count is a number
  t("trains", { count: "3", city: "Lille" });
  // @ts-expect-error the city is inside a branch, and still needed
  t("trains", { count: 3 });
  // @ts-expect-error the voice counts
  t("offer");
  // @ts-expect-error a day is a Date or milliseconds
  t("fares.detail.price", { price: 1, day: "tomorrow" });
});

test("a key that is chosen at run time needs the arguments of all it can be", () => {
  const t = words({ locale: "en" });
  const key = Date.now() > 0 ? "hello" : "trains";
  expect(t(key, { name: "Ada", count: 1, city: "Lille" })).toBe("Hello Ada!");
  // @ts-expect-error the other key needs more
  t(key, { name: "Ada" });
});

test("translations that do not fit the first locale do not compile", () => {
  const en = { hello: "Hello {name}!", fares: { heading: "Fares" } } as const;
  // @ts-expect-error the French fares are missing
  catalogue({ locales: ["en", "fr"], messages: { en, fr: { hello: "Bonjour {name} !" } } });
  // @ts-expect-error the French heading is missing
  catalogue({ locales: ["en", "fr"], messages: { en, fr: { hello: "Bonjour {name} !", fares: {} } } });
  catalogue({
    locales: ["en", "fr"],
    // @ts-expect-error the first locale does not say bye
    messages: { en, fr: { hello: "Bonjour {name} !", fares: { heading: "Tarifs" }, bye: "Au revoir !" } },
  });
  catalogue({
    locales: ["en", "fr"],
    // @ts-expect-error the argument is called name
    messages: { en, fr: { hello: "Bonjour {nom} !", fares: { heading: "Tarifs" } } },
  });
  expect(() =>
    // @ts-expect-error there is no French at all
    catalogue({ locales: ["en", "fr"], messages: { en } }),
  ).toThrow("fr: it has no messages");
  expect(() =>
    // @ts-expect-error German is not listed
    catalogue({ locales: ["en"], messages: { en, de: { hello: "Hallo {name}!", fares: { heading: "Preise" } } } }),
  ).toThrow("Add it");
  expect(() =>
    // @ts-expect-error a message is a text
    catalogue({ locales: ["en"], messages: { en: { hello: 3 } } }),
  ).toThrow("neither a text nor");
});

test("a region's locale may say only what differs, and nothing new", () => {
  const en = { hello: "Hello {name}!", bye: "Bye!" } as const;
  const fr = { hello: "Bonjour {name} !", bye: "Au revoir !" } as const;
  const words = catalogue({ locales: ["en", "fr", "fr-CA"], messages: { en, fr, "fr-CA": { bye: "Bonjour !" } } });
  expect(words({ locale: "fr-CA" })("bye")).toBe("Bonjour !");
  // @ts-expect-error nobody says thanks
  catalogue({ locales: ["en", "fr", "fr-CA"], messages: { en, fr, "fr-CA": { thanks: "Merci !" } } });
});

test("messages that the compiler does not know are taken with any key and any argument", () => {
  const en: Messages = { hello: "Hello {name}!" };
  const loose = catalogue({ locales: ["en"], messages: { en } })({ locale: "en" });
  expect(loose("hello", { name: "Ada" })).toBe("Hello Ada!");
  expect(loose("group.message")).toBe("group.message");

  const parsed: unknown = JSON.parse('{"hello": "Bonjour {name} !"}');
  const half = catalogue({ locales: ["en", "fr"], messages: { en: { hello: "Hello {name}!" }, fr: parsed } });
  expect(half({ locale: "fr" })("hello", { name: "Ada" })).toBe("Bonjour Ada !");
  // @ts-expect-error the first locale is known
  half({ locale: "fr" })("bye");

  const all: Record<string, Messages> = { en };
  expect(catalogue({ locales: ["en"], messages: all })({ locale: "en" })("hello", { name: "Bo" })).toBe("Hello Bo!");
});

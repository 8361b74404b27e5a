import type { RevisedText } from "@causerie/protocol/desk";
import { describe, expect, test } from "vitest";
import { catalogue } from "#i18n/catalogue.ts";
import { checkText } from "./check-text.ts";
import { listLabels, listStrays } from "./list-labels.ts";
import { mergeMessages } from "./merge-messages.ts";
import { type KeptText, textId, toRevisedTexts } from "./revised-text.ts";

const messages: Record<string, unknown> = {
  en: {
    hello: { default: "Hello {name}!", messenger: "Hi {name}!" },
    bye: "Bye",
    fares: { one: "{count, number} fares" },
  },
  fr: { hello: "Bonjour {name} !", bye: " " },
};
const words = catalogue({ locales: ["en", "fr"], messages });

function kept(...texts: [key: string, locale: string, variant: string, ...texts: string[]][]): KeptText[] {
  return texts.map(([key, locale, variant, ...said]) => {
    const text: RevisedText = { key, locale, variant, texts: said };
    return { id: textId(text), version: 1, text };
  });
}

test("what the team has written is said in place of the catalogue's, in its language and variant, and other texts as before", () => {
  const revised = toRevisedTexts(
    kept(
      ["hello", "en", "default", "Good day {name}."],
      ["hello", "fr", "messenger", "Salut {name} !"],
      ["bye", "fr", "default", "Au revoir", "À bientôt"],
      ["fares.one", "fr", "default", "{count, plural, one {# tarif} other {# tarifs}}"],
      ["hello", "en", "voice", "{broken"],
    ),
  );
  const say = (locale: string, channel: string, face: "text" | "voice" = "text") =>
    words({ locale, channel, interface: face, revised }) as (key: string, args?: object) => string;
  const name = { name: "Ada" };
  expect(say("en", "web")("hello", name)).toBe("Good day Ada.");
  expect(say("en", "messenger")("hello", name)).toBe("Hi Ada!");
  expect(say("fr", "messenger")("hello", name)).toBe("Salut Ada !");
  expect(say("fr-CA", "web")("hello", name)).toBe("Bonjour Ada !");
  expect(say("fr", "web")("bye")).toBe("Au revoir");
  expect(say("fr", "web")("fares.one", { count: 2 })).toBe("2 tarifs");
  expect(say("en", "web", "voice")("hello", name)).toBe("Good day Ada.");
  const plain = words({ locale: "en", channel: "web" }) as (key: string, args?: object) => string;
  expect(plain("hello", name)).toBe("Hello Ada!");
});

test("the list shows what is said, what the file says, and what fills a gap", () => {
  const all = kept(
    ["hello", "en", "default", "Good day {name}."],
    ["bye", "fr", "default", "Au revoir"],
    ["bye", "en", "default", "Bye"],
    ["gone", "fr", "default", "Parti"],
  );
  const labels = listLabels(words, ["web", "messenger"], all);
  const [bye, , hello] = labels;
  expect(hello?.arguments).toEqual(["name"]);
  expect(hello?.said[0]?.variants).toEqual([
    {
      name: "default",
      texts: ["Good day {name}."],
      revised: { id: "hello@en@default", version: 1, isInFile: false, file: ["Hello {name}!"] },
    },
    { name: "messenger", texts: ["Hi {name}!"] },
  ]);
  expect(bye?.said).toMatchObject([
    { locale: "en", variants: [{ revised: { isInFile: true } }] },
    { locale: "fr", variants: [{ texts: ["Au revoir"], revised: { isInFile: false } }] },
  ]);
  expect(bye).toMatchObject({ missing: [], problems: [] });
  expect(listLabels(words, ["web"])[0]).toMatchObject({ key: "bye", missing: ["fr"] });
  expect(listStrays([words], all)).toMatchObject([
    {
      key: "gone",
      locales: [],
      said: [{ locale: "fr", variants: [{ texts: ["Parti"] }] }],
      problems: [{ kind: "unknown_key" }],
    },
  ]);
});

describe("a text is refused", () => {
  test.for<[string, [string, string, string, ...string[]], string]>([
    ["that no catalogue has", ["gone", "en", "default", "x"], 'no catalogue of the bot has a text "gone"'],
    ["of a language that its catalogue does not have", ["bye", "de", "default", "x"], "not in de"],
    ["for a channel that there is not", ["bye", "en", "slack", "x"], '"slack" is neither default'],
    ["with a value that nobody passes", ["hello", "fr", "default", "Bonjour {nom}"], "It is called name"],
    ["with a value that is used as another kind", ["hello", "en", "web", "{name, number}"], "any text"],
    ["that cannot be read", ["hello", "en", "default", "ok", "{name"], "wording 2: "],
  ])("%s", ([, [key, locale, variant, ...texts], message]) => {
    expect(() => checkText({ key, locale, variant, texts }, [words], ["web"])).toThrow(message);
  });

  test("and taken when it only says less, or has fewer branches than its language", () => {
    expect(() =>
      checkText({ key: "hello", locale: "fr", variant: "web", texts: ["Bonjour"] }, [words], ["web"]),
    ).not.toThrow();
  });
});

test("what is written into files keeps their order and shape", () => {
  const file = { hello: "Hello", fares: { one: ["a", "b"] }, menu: { default: "Menu", voice: "Say" } };
  const write = (key: string, variant: string, ...texts: string[]): RevisedText => ({
    key,
    locale: "en",
    variant,
    texts,
  });
  expect(
    mergeMessages(file, [
      write("hello", "messenger", "Hi"),
      write("fares.one", "default", "c"),
      write("fares.two", "default", "d", "e"),
      write("menu", "default", "The menu"),
    ]),
  ).toEqual({
    hello: { default: "Hello", messenger: "Hi" },
    fares: { one: "c", two: ["d", "e"] },
    menu: { default: "The menu", voice: "Say" },
  });
  expect(file.hello).toBe("Hello");
  expect(() => mergeMessages(file, [write("fares", "default", "x")])).toThrow("fares is a group");
  expect(() => mergeMessages(file, [write("menu.more", "default", "x")])).toThrow("menu is a text");
  expect(() => mergeMessages(file, [write("hello.more", "default", "x")])).toThrow("hello is a text");
});

import { expect, test } from "vitest";
import { createBot } from "#bot/authoring/create-bot.ts";
import { story } from "#bot/authoring/story.ts";
import { text } from "#bot/authoring/messages.ts";
import type { EventContent } from "#channel/event.ts";
import type { LogEvent } from "#channel/log.ts";
import type { Entity } from "#understanding/entities/entity.ts";
import { phone } from "#understanding/entities/phone.ts";
import { redactor } from "./redact.ts";

/** A log in which both speak in turn; what the bot says stands behind `>`. */
function log(...lines: string[]): LogEvent[] {
  return lines.map((line, index): LogEvent => {
    const stamp = { seq: index + 1, at: 0 };
    const content: EventContent = { type: "text", text: line };
    if (!line.startsWith(">")) return { ...stamp, type: "visitor", clientId: line, content };
    const message = text(line.slice(1), { quickReplies: [{ label: "Sunday trains" }] });
    return { ...stamp, type: "message", messageId: line, author: { role: "bot" }, message };
  });
}

function pattern(expected: string | RegExp): RegExp {
  expect(expected).toBeInstanceOf(RegExp);
  return new RegExp(expected);
}

test("words of the person are replaced in their shape, each everywhere by the same, and common words stay", () => {
  const { person } = redactor(log("My name is Rosalind Élie-Hopper", "ROSALIND again, not Hopper's"));
  expect(person("My name is Rosalind Élie-Hopper")).toBe(
    "My bababa is Dadadada Faaf-Gagaga".replace("bababa", "baba").replace("Faaf", "Fafa"),
  );
  expect(person("ROSALIND again, not Hopper's")).toBe("DADADADA again, not Gagaga's");
});

test("what the bot said first, its contracts and its labels are no secrets", () => {
  const weather = story("weather", { keywords: ["forecast"], title: { en: "the weather report" } }).handle(
    () => "Fine",
  );
  const bot = createBot({ stories: [weather], fallback: () => "Sorry" });
  const events = log(">Which umbrella?", "forecast report: umbrella on sunday in Ghent");
  expect(redactor(events, { bot }).person("forecast report: umbrella on sunday in Ghent")).toBe(
    "forecast report: umbrella on sunday in Babab",
  );
  expect(redactor(events, { keepWords: true }).person("umbrella in Ghent, 9000 Ghent")).toBe(
    "umbrella in Ghent, 1000 Ghent",
  );
});

test("what the bot repeats after the person becomes no word of its own", () => {
  const { person, bot } = redactor(log("Rosalind", ">Hello Rosalind", "yes, Rosalind"));
  expect(person("yes, Rosalind")).toBe("yes, Babababa");
  expect(bot("Hello Rosalind")).toBe("Hello Babababa");
  expect(bot("Rosalinda and Rosalind.")).toBe("Rosalinda and Babababa.");
});

test("a word that may be an echo or the bot's own is not expected, and is not told", () => {
  const { bot } = redactor(log("is the harbour nice", ">The harbour office is nice"));
  const expected = pattern(bot("The harbour office is nice"));
  expect(String(expected)).not.toContain("harbour");
  expect("The harbour office is nice").toMatch(expected);
  expect("The baba office is fafa").toMatch(expected);
  expect("The baba desk is fafa").not.toMatch(expected);
});

test("numbers and addresses of the person are the same in the echo; those that the bot has looked up may be any", () => {
  const { person, bot } = redactor(
    log("0465712048, ada@example.com", ">04 65 71 20 48 and Ada@example.com, booking AB12CD34"),
  );
  expect(person("0465712048, ada@example.com")).toBe("0100000000, person@example.org");
  const expected = pattern(bot("Noted 04 65 71 20 48 and Ada@example.com, booking AB12CD34, 12 seats."));
  expect(expected.source).toBe(String.raw`^Noted 01 00 00 00 00 and person@example\.org, booking [^]+, 12 seats\.$`);
});

test("a pattern has few gaps, whatever the bot says", () => {
  const { bot } = redactor(log("x"));
  const said = Array.from({ length: 500 }, (_, index) => `row ${10_000 + index}`).join(", ");
  const expected = pattern(bot(said));
  expect(expected.source.split("[^]+")).toHaveLength(5);
  expect(said).toMatch(expected);
});

test("links keep their parameters, but for secrets", () => {
  const { link, person } = redactor(log("4711"));
  expect(link("fares?ticket=day-pass&_step=show")).toBe("fares?ticket=day-pass&_step=show");
  expect(person("4711")).toBe("1000");
  expect(link("ada@example.com")).toBe("person%40example.org");
  expect(link("order?id=4711&mail=ada%40example.com&_step=show")).toBe(
    "order?id=1000&mail=person%40example.org&_step=show",
  );
});

test("what an entity knows from a list stays; one that takes any word protects none", () => {
  const cities: Entity = {
    name: "city",
    find: (said) =>
      [...said.matchAll(/Ghent|Bruges/g)].map(({ index, 0: value }) => ({
        start: index,
        end: index + value.length,
        value,
      })),
    read: (said) => said,
  };
  const names: Entity = {
    name: "name",
    find: (said) =>
      [...said.matchAll(/\p{Lu}\p{Ll}+/gu)].map(({ index, 0: value }) => ({
        start: index,
        end: index + value.length,
        value,
      })),
    read: (said) => said,
  };
  const bot = createBot({ stories: [], fallback: () => "", entities: [cities, names] });
  expect(redactor(log("Rosalind in Ghent"), { bot }).person("Rosalind in Ghent")).toBe("Babababa in Ghent");
});

test.each([
  ["+33 6 12 34 56 78", undefined],
  ["+1 (202) 555-0123", undefined],
  ["0044 20 7946 0958", undefined],
  ["06 12 34 56 78", undefined],
  ["512 345 678", "PL"],
  ["070-123 45 67", "SE"],
  ["090-1234-5678", "JP"],
] as const)("the phone number %s becomes another one that its slot accepts", (number, country) => {
  const entity = phone(country === undefined ? {} : { country });
  const bot = createBot({ stories: [], entities: [entity], fallback: () => "Sorry" });
  const replaced = redactor(log(`call ${number}`), { bot })
    .person(`call ${number}`)
    .slice("call ".length);
  expect(replaced).not.toBe(number);
  expect(replaced.slice(-3)).not.toBe(number.slice(-3));
  expect(replaced.replaceAll(/\d/g, "0")).toBe(number.replaceAll(/\d/g, "0"));
  expect(entity.read(replaced, { locale: "en", now: 0, timeZone: "UTC" })).toBeDefined();
});

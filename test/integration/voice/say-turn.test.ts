import {
  button,
  card,
  carousel,
  column,
  custom,
  file,
  form,
  image,
  list,
  location,
  panel,
  rating,
  text,
} from "@causerie/server/bot/authoring/messages.ts";
import { encodeLink } from "@causerie/server/channel/message/link.ts";
import type { BotMessage } from "@causerie/server/channel/message/message.ts";
import { choicesOf } from "@causerie/server/channel/message/plain-text.ts";
import { escapeXml } from "@causerie/server/channel/kit/speech/escape-xml.ts";
import { repromptOf, type SayingOptions, sayTurn } from "@causerie/server/channel/kit/speech/say-turn.ts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { messageWithContacts, words } from "#support/random/messages.ts";

const to = encodeLink("fares");
const url = "https://www.a.example/fares/";
const say = (messages: BotMessage | BotMessage[], more: Partial<SayingOptions> = {}) =>
  sayTurn([messages].flat(), { locale: "en", max: 8_000, ...more });

test("marks are not said, items and rows are sentences, and of a link its words", () => {
  const { words: said, links } = say(
    text(
      `# Fares\n**Zone A** costs _2_ euros, see [the list](${url}).\n- one\n- two\n\n| Zone | Price |\n|---|---|\n| A | 2 |`,
    ),
  );
  expect(said).toBe("Fares.\nZone A costs 2 euros, see the list.\none.\ntwo.\nZone: A, Price: 2");
  expect(links).toEqual([{ label: "the list", url }]);
});

test("choices are read out after the words, in the language of the person", () => {
  const message = text("Where to?", { quickReplies: [{ label: "Lille", to }, { label: "Lyon" }, { label: "Nice" }] });
  expect(say(message)).toMatchObject({
    words: "Where to?",
    question: "You can say: Lille, Lyon, or Nice.",
    asks: true,
  });
  expect(say(message, { locale: "fr-FR" }).question).toBe("Vous pouvez dire : Lille, Lyon ou Nice.");
  expect(say(message, { keys: true }).question).toBe("Say or press: 1 for Lille, 2 for Lyon, 3 for Nice.");
  expect(say(message, { locale: "xx-yy", keys: true }).question).toContain("1 for Lille");
});

test("a text to speak stands for the whole message", () => {
  const message = text("**A** or B?", { speak: "A, or B?", quickReplies: [{ label: "A" }, { label: "B" }] });
  expect(say(message)).toMatchObject({ words: "A, or B?", question: "", asks: true, losses: [] });
});

test("quick replies are read out under the newest message only, because no other ones can be chosen", () => {
  const said = say([
    text("Hello.", { buttons: [{ label: "Fares", to }], quickReplies: [{ label: "Old" }] }),
    text("Well?", { quickReplies: [{ label: "New" }] }),
  ]);
  expect(said.labels).toEqual(["Fares", "New"]);
  expect(said.words).toBe("Hello.\nWell?");
});

test.each<[what: string, message: BotMessage, words: string, losses: string[]]>([
  ["card", card({ title: "T", subtitle: "*S*", image: { url, alt: "A" } }), "T.\nS", []],
  ["carousel", carousel([{ title: "A", subtitle: "a" }, { title: "B" }]), "A.\na.\nB", []],
  ["picture", image(url, { alt: "A map" }), "A map", []],
  ["file", file(url, { alt: "A ticket" }), "A ticket", ["media_as_words"]],
  [
    "list",
    list("Which?", [
      { label: "A", to },
      { label: "B", description: "blue", to },
    ]),
    "Which?\nB: blue.",
    [],
  ],
  [
    "location",
    location({ title: "Office", address: "1 Port St", latitude: 1, longitude: 2 }),
    "Office.\n1 Port St",
    [],
  ],
  ["form", form("Who?", { fields: [], submit: { label: "Send", to } }), "Who?", ["form_as_questions"]],
  ["custom", custom("map", 1, { alt: "A map" }), "A map", ["custom_replaced"]],
  ["panel", panel(column("Fares", button({ label: "Book", to }))), "Fares.", ["panel_as_text"]],
  ["sources", text("Snow.", { footnotes: [{ title: "Report", url }] }), "Snow.", ["source_not_said"]],
  ["rating", rating("How was it?", { question: "q" }), "How was it?", []],
  ["nothing", text(""), "", ["text_missing"]],
])("what is said of a %s", (_what, message, words, losses) => {
  const said = say(message);
  expect([said.words, said.losses.map(({ rule }) => rule)]).toEqual([words, losses]);
});

test("a short address is said, a long one only shown where something can be", () => {
  const withUrl = (address: string) => say(card({ title: "T", buttons: [{ label: "Site", url: address }] }));
  expect(withUrl(url)).toMatchObject({ words: "T.\nSite: a.example/fares", losses: [], labels: [] });
  expect(withUrl("tel:+33123").words).toBe("T.\nSite: +33123");
  expect(withUrl(`${url}?a=1`)).toMatchObject({ words: "T.\nSite", losses: [{ rule: "address_not_said" }] });
  expect(withUrl("javascript:alert(1)").words).toBe("T.\nSite");
});

test("what a platform has no room for is cut before the question, at the end of a sentence, and counted", () => {
  const said = say(text("It snows today. ".repeat(20), { quickReplies: [{ label: "More" }] }), { max: 100 });
  expect(said).toMatchObject({ words: "It snows today. ".repeat(5).trim(), cut: 240 });
  expect(said.question).toBe("You can say: More.");
  expect(said.losses).toEqual([{ rule: "speech_cut", detail: "240 letters" }]);
});

test("a label that several cards have is read with its card and the number by which it is chosen", () => {
  const cards = ["Day pass", "Night pass"].map((title) => ({ title, buttons: [{ label: "Details", to }] }));
  const message = carousel(cards, { quickReplies: [{ label: "Other", to }] });
  expect(say(message).question).toBe("You can say: 1 for Details: Day pass, 2 for Details: Night pass, or Other.");
  expect(say(message, { keys: true }).question).toBe(
    "Say or press: 1 for Details: Day pass, 2 for Details: Night pass, 3 for Other.",
  );
});

test("when nobody answers, the choices are said again, or the last sentence", () => {
  expect(repromptOf(say(text("Hello. Where to?")))).toBe("Where to?");
  expect(repromptOf(say(text("Hello.", { quickReplies: [{ label: "A" }] })))).toBe("You can say: A.");
  expect([say(text("Hello.")).asks, say(text("¿Adónde? 行きますか？")).asks]).toEqual([false, true]);
});

test("whatever a story says, it is no longer than the platform takes, and each choice that fits is named", () => {
  fc.assert(
    fc.property(messageWithContacts, fc.boolean(), fc.constantFrom("en", "fr", "ja"), (message, keys, locale) => {
      const length = (given: string): number => escapeXml(given).length;
      const said = say(message, { keys, locale, max: 4_000, length });
      expect(length(said.words) + length(said.question)).toBeLessThanOrEqual(4_000);
      expect(said.words + said.question).not.toMatch(/[^\P{Cc}\n\t]/u);
      const labels = choicesOf(message).flatMap(({ label, url: address }) => (address === undefined ? [label] : []));
      const all = message.speak === undefined ? labels.filter((label) => label.trim() !== "") : [];
      expect(said.labels).toEqual(message.type === "panel" ? said.labels : all);
      const isWhole = said.losses.every(({ rule }) => rule !== "label_shortened" && rule !== "speech_cut");
      for (const label of isWhole ? said.labels : [])
        expect(said.question).toContain(label.replaceAll(/\s+/g, " ").trim());
    }),
    { numRuns: 40 },
  );
});

test("any text is escaped so that it is well-formed XML", () => {
  expect(escapeXml(`<break time="1s"/> & 'x'\0\ud83d`)).toBe(
    "&lt;break time=&quot;1s&quot;/&gt; &amp; &apos;x&apos;\ufffd",
  );
  fc.assert(
    fc.property(words, (given) => !/[<>"'\0]/.test(escapeXml(given))),
    { numRuns: 50 },
  );
});

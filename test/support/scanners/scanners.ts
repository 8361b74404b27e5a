import { toIcuText } from "@causerie/server/tock-import/tock-to-icu.ts";
import { readMessages } from "@causerie/server/i18n/read-messages.ts";
import { parseText } from "@causerie/server/i18n/icu-text.ts";
import { splitOffEnd, splitText } from "@causerie/server/channel/kit/split-text.ts";
import { stripMarkdown } from "@causerie/server/connectors/messenger/render/strip-markdown.ts";
import { date } from "@causerie/server/understanding/entities/date.ts";
import { number } from "@causerie/server/understanding/entities/number.ts";
import { normalizeLetters, normalizeSigns } from "@causerie/server/understanding/text/mapped-text.ts";
import { holdBack, parseBlocks, splitItems } from "@causerie/widget/react/message/rich-text/blocks.ts";
import { plainText } from "@causerie/widget/react/message/spoken-text.ts";
import { type Inline, linkify, parseInline } from "@causerie/widget/react/message/rich-text/inline.ts";
import { createParser } from "eventsource-parser";

/** Everything that walks through a text that somebody else wrote. Each gives back the text that it kept. */
export const scanners: Readonly<Record<string, (text: string) => string>> = {
  "the inline marks of a bot's text": (text) => wordsOf(parseInline(text)),
  // The address of a link is not shown before it is whole.
  "the inline marks of a text that is growing": (text) =>
    wordsOf(parseInline(text, true)) + (/\]\([^\s()]*$/.exec(text)?.[0] ?? ""),
  "the links in a visitor's text": (text) => wordsOf(linkify(text)),
  "the blocks of a bot's text": (text) => sourcesOf(text).join("\n"),
  "the words of a bot's text that are read out": (text) => `${plainText(text)} ${targetsOf(text)}`,
  "what is held back of a text that is growing": (text) => {
    const shown = holdBack(text);
    if (!text.startsWith(shown)) throw new Error("holdBack showed something that was not written");
    return text;
  },
  "Messenger's plain text": stripMarkdown,
  // A word longer than a bubble is broken: joined again it must be whole.
  "Messenger's bubbles": (text) => splitText(text, 40).join(""),
  "the end of a text, for Messenger's buttons": (text) => {
    const { before, end } = splitOffEnd(text, 40);
    return `${before}${end}`;
  },
  "the folded text, without marks and case": (text) => (normalizeLetters(text), text),
  "the tidied text": (text) => (normalizeSigns(text), text),
  ...forEachLocale("the dates of a text", (text, locale) => date().find(text, { ...today, locale })),
  ...forEachLocale("the numbers of a text", (text, locale) => number().find(text, { ...today, locale })),
  "a wording in ICU's format": (text) => {
    refuseOrTake(() => parseText(text, "en"));
    readMessages("en", { greeting: text });
    return text;
  },
  "a label of Tock": (text) => (toIcuText(text), text),
  "a stream of server-sent events": (text) => {
    const parser = createParser({ onEvent: () => {} });
    for (const part of text.match(/[^]{1,7}/gu) ?? []) parser.feed(part);
    parser.reset({ consume: true });
    return text;
  },
};

const today = { now: Date.UTC(2026, 2, 4, 12), timeZone: "Europe/Paris" };

function forEachLocale(name: string, find: (text: string, locale: string) => readonly object[]) {
  const locales = ["en", "fr", "de"];
  return Object.fromEntries(
    locales.map((locale) => [`${name} (${locale})`, (text: string) => (find(text, locale), text)]),
  );
}

/** A format may refuse a text; it may not hang on it. */
function refuseOrTake(parse: () => void): void {
  try {
    parse();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
}

/** With the addresses of named links, which are not shown. */
function wordsOf(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if (inline.type === "link") return `${wordsOf(inline.children)} ${inline.href}`;
      return "children" in inline ? wordsOf(inline.children) : inline.text;
    })
    .join("");
}

function targetsOf(text: string): string {
  return (text.match(/\]\([^\s)]*/g) ?? []).join(" ");
}

function sourcesOf(text: string, depth = 0): string[] {
  return parseBlocks(text).flatMap((block) => {
    const { type, source } = block;
    if (type === "code") return [block.language ?? "", source];
    if (type !== "bullets" && type !== "numbers" && type !== "quote") return [source];
    const inner = type === "quote" ? [source] : splitItems(source).map((item) => item.text);
    return depth > 4 ? inner : inner.flatMap((item) => sourcesOf(item, depth + 1));
  });
}

import { splitOffEnd, splitText } from "@causerie/server/channel/kit/split-text.ts";
import { stripMarkdown } from "@causerie/server/channel/kit/markdown/strip-markdown.ts";
import { parseText } from "@causerie/server/i18n/icu-text.ts";
import { readMessages } from "@causerie/server/i18n/read-messages.ts";
import { toIcuText } from "@causerie/server/tock-import/labels/tock-to-icu.ts";
import { date } from "@causerie/server/understanding/entities/date.ts";
import { email } from "@causerie/server/understanding/entities/email.ts";
import { number } from "@causerie/server/understanding/entities/number.ts";
import { phone } from "@causerie/server/understanding/entities/phone.ts";
import { url } from "@causerie/server/understanding/entities/url.ts";
import { type MappedText, normalizeLetters, normalizeSigns } from "@causerie/server/understanding/text/mapped-text.ts";
import { parseTable } from "@causerie/widget/react/extras/parse-table.ts";
import { holdBack, parseBlocks, splitItems } from "@causerie/widget/react/message/rich-text/blocks.ts";
import { type Inline, linkify, parseInline } from "@causerie/widget/react/message/rich-text/inline.ts";
import { plainText } from "@causerie/widget/react/message/spoken-text.ts";
import { readStream } from "./read-stream.ts";

/** Walks through a text that somebody else wrote. @returns what it kept: of the text, or of `wanted` if that is given. */
export type Scanner = (text: string) => { kept: string; wanted?: string };

/** Nothing but letters, digits and pictures is compared: spaces and marks are what these scanners are there to take away. */
const ofWords: Readonly<Record<string, Scanner>> = {
  "the inline marks of a bot's text": (text) => ({ kept: wordsOf(parseInline(text)) }),
  // The address of a link is not shown before it is whole.
  "the inline marks of a text that is growing": (text) => ({
    kept: wordsOf(parseInline(text, true)) + (/\]\(\S*$/.exec(text)?.[0] ?? ""),
  }),
  "the blocks of a bot's text": (text) => ({ kept: sourcesOf(text).join("\n") }),
  "the words of a bot's text that are read out": (text) => ({ kept: `${plainText(text)} ${targetsOf(text)}` }),
  "the cells of a table": (text) => {
    const row = text.replaceAll(/[\r\n]/g, "");
    const { head, rows } = parseTable(`${row}|\n|-|\n${row}`);
    return { kept: [head, ...rows].flat().join(" "), wanted: row + row };
  },
  "what is held back of a text that is growing": (text) => {
    const shown = holdBack(text);
    const rest = text.slice(shown.length);
    // The first lines of a table wait until it is certain that it is one, and the number of a list for its text.
    return { kept: /^\n?(?:\||\s*\d{1,9}[.)]\s*$)/.test(rest) ? text : shown };
  },
  // A label that is its own address is said once, and the language of a code block is not said.
  "Messenger's plain text": (text) => ({
    kept: stripMarkdown(text),
    wanted: text
      .replaceAll(/^ {0,3}(?:`{3,}|~{3,})[^\n`]*$/gm, "")
      .replaceAll(/\[(https?:\/\/[^\s()[\]]+)\]\(\1\)/gi, "$1"),
  }),
  "a label of Tock": (text) => ({ kept: toIcuText(text).text }),
  "a wording in ICU's format": (text) => {
    readMessages("en", { greeting: text });
    const tree = refuseOrTake(() => JSON.stringify(parseText(text, "en").ast));
    return tree === undefined ? { kept: text } : { kept: tree, wanted: text.replaceAll("plural", "") };
  },
  "the folded text, without marks and case": (text) => ({ kept: originOf(text, normalizeLetters(text)) }),
};

/** Every single character is compared, spaces too. */
const ofCharacters: Readonly<Record<string, Scanner>> = {
  "the links in a visitor's text": (text) => ({ kept: linkify(text).map(shownOf).join("") }),
  "the tidied text": (text) => ({ kept: originOf(text, normalizeSigns(text)) }),
  // White space at a break is dropped.
  "Messenger's bubbles": (text) => ({ kept: solid(splitText(text, 40).join("")), wanted: solid(text) }),
  "the end of a text, for Messenger's buttons": (text) => {
    const { before, end } = splitOffEnd(text, 40);
    return { kept: solid(before + end), wanted: solid(text) };
  },
  ...forEachLocale("the dates of a text", (text, locale) => date().find(text, { ...today, locale })),
  ...forEachLocale("the numbers of a text", (text, locale) => number().find(text, { ...today, locale })),
  "the e-mail addresses of a text": (text) => ({ kept: cutAlong(text, email().find(text, english)) }),
  "the telephone numbers of a text": (text) => ({ kept: cutAlong(text, phone().find(text, english)) }),
  "the addresses of pages in a text": (text) => ({ kept: cutAlong(text, url().find(text, english)) }),
  "a stream of server-sent events": (text) => {
    const whole = readStream(text, text.length);
    return { kept: readStream(text, 3), wanted: whole };
  },
};

export const scanners: Readonly<Record<string, Scanner & { every?: boolean }>> = {
  ...ofWords,
  ...Object.fromEntries(
    Object.entries(ofCharacters).map(([name, scan]) => [name, Object.assign(scan, { every: true })]),
  ),
};

const today = { now: Date.UTC(2026, 2, 4, 12), timeZone: "Europe/Paris" };
const english = { ...today, locale: "en" };

function forEachLocale(
  name: string,
  find: (text: string, locale: string) => readonly Range[],
): Readonly<Record<string, Scanner>> {
  return Object.fromEntries(
    ["en", "fr", "de"].map((locale) => [
      `${name} (${locale})`,
      (text: string) => ({ kept: cutAlong(text, find(text, locale)) }),
    ]),
  );
}

type Range = { start: number; end: number };

/** The text, cut at what was found and joined again: it is the same only if the ranges are in order and inside of it. */
function cutAlong(text: string, found: readonly Range[]): string {
  let at = 0;
  const pieces = found.flatMap(({ start, end }) => {
    if (start < at || end <= start || end > text.length) throw new Error(`found something at ${start} to ${end}`);
    const pair = [text.slice(at, start), text.slice(start, end)];
    at = end;
    return pair;
  });
  return [...pieces, text.slice(at)].join("");
}

/** The characters that a normalized text says it comes from. An accent with no letter before it belongs to nothing. */
function originOf(text: string, { text: normalized, starts, ends }: MappedText): string {
  if (starts.length !== normalized.length || ends.length !== normalized.length) throw new Error("ranges are missing");
  let kept = "";
  let at = 0;
  for (const [index, start] of starts.entries()) {
    kept += text.slice(Math.max(at, start), ends[index]);
    at = Math.max(at, ends[index] ?? 0);
  }
  return kept;
}

/** A format may refuse a text; it may not hang on it. */
function refuseOrTake<Result>(parse: () => Result): Result | undefined {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return undefined;
  }
}

const solid = (text: string): string => text.replaceAll(/\s/g, "");

const shownOf = (inline: Inline): string =>
  "children" in inline ? inline.children.map(shownOf).join("") : inline.text;

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
    const items = type === "quote" ? [{ text: source, number: "" }] : splitItems(source);
    return items.flatMap((item) => [
      String(item.number ?? ""),
      ...(depth > 4 ? [item.text] : sourcesOf(item.text, depth + 1)),
    ]);
  });
}

import type { Loss } from "#channel/connector.ts";
import { fit, joinWithin } from "#channel/kit/markdown/fit.ts";
import { stripMarkdown } from "#channel/kit/markdown/strip-markdown.ts";
import type { MessagePart, PartButton, PartsDialect } from "#channel/kit/parts/parts.ts";
import { type RenderedParts, renderParts } from "#channel/kit/parts/render-parts.ts";
import type { ToToken } from "#channel/message/link-token.ts";
import type { BotMessage } from "#channel/message/message.ts";
import { limits } from "#connectors/x/limits.ts";
import type { XMessage } from "#connectors/x/message.ts";
import { categoryOf } from "#connectors/x/send/media-category.ts";

/** Units of one part, so that a few have room in a message. */
const longestPart = 5_000;

const dialect: PartsDialect = {
  write: (markdown) => fit(markdown, longestPart, stripMarkdown),
  bold: (words) => fit(words, longestPart, (text) => text),
  escape: (words) => words,
  link: (url, words) => (words === "" || words === url ? url : `${words}: ${url}`),
  // There is nothing to tap: people write the number or the words.
  tapOf: () => "",
  limits: { text: longestPart, label: 1_500, url: limits.url, buttons: 100 },
};

/**
 * Translates a neutral message to direct messages. Pure and total. X has no buttons any more, so choices are numbered, and the bot finds them by the
 * number or the words; what opens a page has no number. Text is split, never cut, and goes out in as few messages as it can: each costs.
 */
export function render(message: BotMessage, toToken: ToToken): { payloads: XMessage[]; losses: Loss[] } {
  const { rendered, losses } = renderParts(message, dialect, toToken);
  const number = counter();
  const payloads = rendered.flatMap((each) => toMessages(each, number, losses));
  if (payloads.length > rendered.length) losses.push({ rule: "text_split", detail: `${payloads.length} messages` });
  return { payloads, losses };
}

function counter(): () => number {
  let count = 0;
  return () => (count += 1);
}

function toMessages({ file, parts }: RenderedParts, number: () => number, losses: Loss[]): XMessage[] {
  const isSent = file !== undefined && categoryOf(file.mediaType) !== undefined;
  if (file !== undefined && !isSent) losses.push({ rule: "file_dropped", detail: "media" });
  const named = file === undefined || isSent ? [] : [file.name];
  const lines = [...named, ...parts.flatMap((part) => toLines(part, number))].filter((each) => each.trim() !== "");
  const [first = "", ...others] = joinWithin(
    lines.flatMap((each) => fit(each, limits.text, (words) => words)),
    limits.text,
    "\n\n",
  );
  if (first === "" && !isSent) return [];
  return [{ text: first, ...(isSent ? { file } : {}) }, ...others.map((text) => ({ text }))];
}

function toLines(part: MessagePart, number: () => number): string[] {
  switch (part.type) {
    case "text":
      return [part.text];
    case "image":
      return [dialect.link(part.url, part.alt)];
    case "buttons":
      return joinWithin(
        part.buttons.map((button) => toChoice(button, number)),
        limits.text,
      );
    case "card":
      return part.parts.flatMap((each) => toLines(each, number));
  }
}

function toChoice({ label, url }: PartButton, number: () => number): string {
  return url === undefined ? `${number()}. ${label}` : dialect.link(url, label);
}

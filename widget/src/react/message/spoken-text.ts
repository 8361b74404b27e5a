import type { Button, Message } from "@causerie/protocol";
import type { Translate } from "#i18n/strings.ts";
import { type Block, maxDepth, parseBlocks, splitItems } from "./rich-text/blocks.ts";
import { type Inline, parseInline } from "./rich-text/inline.ts";
import type { Entry, MessageEntry } from "#chat/chat.ts";

/** What is announced of a message: who said what. */
export function sentenceFor(entry: MessageEntry, { t }: { t: Translate }): string {
  const end = entry.progress === "stopped" ? `\n${t("stopped")}` : "";
  return `${saidBy(entry, t)} ${spokenText(entry.message, t)}${end}`;
}

/** The text that a screen reader speaks when a message arrives, without marks and addresses. */
export function spokenText(message: Message, t: Translate): string {
  const buttons = message.type === "carousel" ? [] : buttonsOf(message).map(({ label }) => label);
  const sentences = [...wordsOfBody(message, t), ...buttons, ...spokenReplies(message, t)];
  return sentences.filter((sentence) => sentence !== "").join("\n");
}

/** What a message says beside its buttons. */
export function wordsOfBody(message: Message, t: Translate): string[] {
  switch (message.type) {
    case "text":
      return [message.document?.title ?? plainText(message.text)];
    case "card":
      return [message.card.title, message.card.subtitle ?? ""];
    case "carousel":
      return [t("carouselOf", { count: message.cards.length }), ...message.cards.map((card) => card.title)];
    case "media":
      return [message.media.alt || (message.media.name ?? ""), message.caption ?? ""];
    case "list":
      // Only the first items: for the others the visitor goes to the list, which can be filtered.
      return [plainText(message.text), ...message.items.slice(0, 8).map((item) => item.label)];
    case "location":
      return [message.location.title, message.location.address ?? ""];
    case "form":
      return [plainText(message.text), ...message.fields.map((field) => field.label)];
    case "custom":
    case "panel":
      return [plainText(message.alt)];
  }
}

/** All buttons that stand in a message. */
export function buttonsOf(message: Message): readonly Button[] {
  if ("buttons" in message) return message.buttons;
  const cards = message.type === "carousel" ? message.cards : message.type === "card" ? [message.card] : [];
  return cards.flatMap(({ buttons }) => buttons);
}

function spokenReplies({ quickReplies }: Message, t: Translate): string[] {
  if (quickReplies.length === 0) return [];
  return [t("suggestionsAre", { list: quickReplies.map((reply) => reply.label).join(", ") })];
}

/** The words of a bot's text, as its elements show them. */
export function plainText(text: string, depth = 0): string {
  if (depth > maxDepth) return text;
  return parseBlocks(text)
    .map((block) => wordsOfBlock(block, depth + 1))
    .join("\n");
}

function wordsOfBlock(block: Block, depth: number): string {
  const { type, source } = block;
  switch (type) {
    case "code":
      return [block.language ?? "", source].join("\n");
    case "quote":
      return plainText(source, depth);
    case "bullets":
    case "numbers":
      return splitItems(source)
        .map(({ text, number }) => `${number === undefined ? "" : `${number}. `}${plainText(text, depth)}`)
        .join("\n");
    case "table":
      return wordsOf(parseInline(source.split(/[|\n]/).filter(hasWords).join(", ")));
    case "paragraph":
    case "heading":
    case "rule":
      return wordsOf(parseInline(source));
  }
}

/** Excludes the dashes under a table's head. */
function hasWords(cell: string): boolean {
  return /[^\s:-]/.test(cell);
}

function wordsOf(inlines: Inline[]): string {
  return inlines.map((inline) => ("children" in inline ? wordsOf(inline.children) : inline.text)).join("");
}

/** "You said:": this is how a screen reader names the author. */
export function saidBy(entry: Entry, t: Translate): string {
  if (entry.type === "visitor") return t("youSaid");
  const { name, role } = entry.author;
  if (name !== undefined) return t("someoneSaid", { name });
  // "Ana has joined" speaks for itself.
  if (role === "system") return "";
  return t(role === "agent" ? "agentSaid" : "botSaid");
}

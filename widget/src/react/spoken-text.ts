import type { Card, Message } from "@causerie/protocol";
import type { Translate } from "#i18n/strings.ts";
import { parseBlocks } from "./rich-text/blocks.ts";
import { type Inline, parseInline } from "./rich-text/inline.ts";

/** What a screen reader says of a message when it arrives: its words, without marks and addresses. */
export function spokenText(message: Message, t: Translate): string {
  const sentences = [...spokenBody(message, t), ...spokenReplies(message, t)];
  return sentences.filter((sentence) => sentence !== "").join("\n");
}

function spokenBody(message: Message, t: Translate): string[] {
  switch (message.type) {
    case "text":
      return [plainText(message.text), ...message.buttons.map((button) => button.label)];
    case "card":
      return spokenCard(message.card);
    case "carousel":
      return [t("carouselOf", { count: message.cards.length }), ...message.cards.map((card) => card.title)];
    case "media": {
      const { media, caption = "", buttons } = message;
      return [media.alt === "" ? (media.name ?? "") : media.alt, caption, ...buttons.map((button) => button.label)];
    }
  }
}

function spokenCard({ title, subtitle = "", buttons }: Card): string[] {
  return [title, subtitle, ...buttons.map((button) => button.label)];
}

function spokenReplies({ quickReplies }: Message, t: Translate): string[] {
  if (quickReplies.length === 0) return [];
  return [t("suggestionsAre", { list: quickReplies.map((reply) => reply.label).join(", ") })];
}

/** The words of a bot's text, as its elements would show them. */
export function plainText(text: string): string {
  return parseBlocks(text)
    .map((block) => (block.type === "code" ? block.source : wordsOf(parseInline(block.source))))
    .join("\n");
}

function wordsOf(inlines: Inline[]): string {
  return inlines.map((inline) => ("children" in inline ? wordsOf(inline.children) : inline.text)).join("");
}

import { type Button, type Card, type Message, messageSchema, type QuickReply } from "@causerie/protocol";
import * as v from "valibot";
import type { Loss, Rendered } from "#channel/connector.ts";
import type { BotMessage } from "#channel/message.ts";

export function render(message: BotMessage): Rendered {
  const { message: rendered, losses } = renderMessage(message);
  return { payloads: [rendered], losses };
}

/**
 * The web shows all that a neutral message can say. Only addresses are checked: a page must never be led to
 * `javascript:` or `data:`, whoever wrote the story or the text it quotes.
 */
export function renderMessage(message: BotMessage): { message: Message; losses: Loss[] } {
  const losses: Loss[] = [];
  return { message: withSafeUrls(readNative(message, losses) ?? toMessage(message), losses), losses };
}

function toMessage(message: BotMessage): Message {
  const { on: _, ...neutral } = message;
  return neutral;
}

/** The author's own form for the web: one message of the protocol. */
function readNative({ on }: BotMessage, losses: Loss[]): Message | undefined {
  const [first, ...others] = on?.["web"] ?? [];
  if (first === undefined) return undefined;
  if (others.length > 0) losses.push({ rule: "native_dropped", detail: `all natives of web but the first` });
  const parsed = v.safeParse(messageSchema, first.payload);
  if (parsed.success) return parsed.output;
  losses.push({ rule: "native_invalid", detail: "the native of web is no message of the protocol" });
  return undefined;
}

function withSafeUrls(message: Message, losses: Loss[]): Message {
  const quickReplies = message.quickReplies.map((reply, index) => safeQuickReply(reply, index, losses));
  switch (message.type) {
    case "text":
      return { ...message, buttons: safeButtons(message.buttons, "", losses), quickReplies };
    case "card":
      return { ...message, card: safeCard(message.card, "card", losses), quickReplies };
    case "carousel":
      return {
        ...message,
        cards: message.cards.map((card, index) => safeCard(card, `card ${index + 1}`, losses)),
        quickReplies,
      };
    case "media": {
      const buttons = safeButtons(message.buttons, "", losses);
      const { media, caption } = message;
      if (isSafeUrl(media.url)) return { ...message, buttons, quickReplies };
      losses.push({ rule: "media_dropped", detail: "media: its url must begin with https:// or http://" });
      return { type: "text", text: caption ?? (media.alt || (media.name ?? "")), buttons, quickReplies };
    }
  }
}

function safeCard(card: Card, place: string, losses: Loss[]): Card {
  const { image, ...rest } = card;
  const buttons = safeButtons(card.buttons, `${place}, `, losses);
  if (image === undefined) return { ...rest, buttons };
  if (isSafeUrl(image.url)) return { ...rest, image, buttons };
  losses.push({ rule: "image_dropped", detail: `${place}: its url must begin with https:// or http://` });
  return { ...rest, buttons };
}

function safeButtons(buttons: readonly Button[], place: string, losses: Loss[]): Button[] {
  return buttons.filter((button, index) => {
    if (button.type === "postback" || isSafeUrl(button.url)) return true;
    const detail = `${place}button ${index + 1}: its url must begin with https:// or http://`;
    losses.push({ rule: "button_dropped", detail });
    return false;
  });
}

function safeQuickReply(reply: QuickReply, index: number, losses: Loss[]): QuickReply {
  const { imageUrl, ...rest } = reply;
  if (imageUrl === undefined || isSafeUrl(imageUrl)) return reply;
  losses.push({
    rule: "image_dropped",
    detail: `quick reply ${index + 1}: its url must begin with https:// or http://`,
  });
  return rest;
}

/** Relative addresses are refused, too: a story cannot know on which page it is read. */
function isSafeUrl(url: string): boolean {
  return /^https?:\/\//i.test(url) && URL.canParse(url);
}

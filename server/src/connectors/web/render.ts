import { type Card, type Message, messageSchema } from "@causerie/protocol";
import * as v from "valibot";
import type { Loss, Rendered } from "#channel/connector.ts";
import type { BotMessage } from "#channel/message.ts";
import { renderButtons, renderQuickReplies } from "./choices.ts";
import { isSafeUrl, unsafeUrl } from "./safe-url.ts";

export function render(message: BotMessage): Rendered {
  const { message: rendered, losses } = renderMessage(message);
  return { payloads: [rendered], losses };
}

/**
 * The web shows all that a neutral message can say. Addresses are checked: a page must never be led to `javascript:` or
 * `data:`, whoever wrote the story or the text it quotes. So are choices: what is offered can be tapped.
 */
export function renderMessage(message: BotMessage): { message: Message; losses: Loss[] } {
  const losses: Loss[] = [];
  return { message: withinBounds(readNative(message, losses) ?? toMessage(message), losses), losses };
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

function withinBounds(message: Message, losses: Loss[]): Message {
  const quickReplies = renderQuickReplies(message.quickReplies, losses);
  switch (message.type) {
    case "text":
      return { ...message, buttons: renderButtons(message.buttons, "", losses), quickReplies };
    case "card":
      return { ...message, card: safeCard(message.card, "card", losses), quickReplies };
    case "carousel":
      return {
        ...message,
        cards: message.cards.map((card, index) => safeCard(card, `card ${index + 1}`, losses)),
        quickReplies,
      };
    case "media": {
      const buttons = renderButtons(message.buttons, "", losses);
      const { media, caption } = message;
      if (isSafeUrl(media.url)) return { ...message, buttons, quickReplies };
      losses.push({ rule: "media_dropped", detail: `media: ${unsafeUrl}` });
      return { type: "text", text: caption ?? (media.alt || (media.name ?? "")), buttons, quickReplies };
    }
  }
}

function safeCard(card: Card, place: string, losses: Loss[]): Card {
  const { image, ...rest } = card;
  const buttons = renderButtons(card.buttons, `${place}, `, losses);
  if (image === undefined) return { ...rest, buttons };
  if (isSafeUrl(image.url)) return { ...rest, image, buttons };
  losses.push({ rule: "image_dropped", detail: `${place}: ${unsafeUrl}` });
  return { ...rest, buttons };
}

import type { BotMessage, Card } from "#channel/message.ts";
import { type ButtonSpec, toButtons } from "./choices.ts";
import { type MessageOptions, toModifiers } from "./modifiers.ts";

/** What a card shows. `image.alt` says what the picture shows. */
export type CardSpec = {
  title: string;
  subtitle?: string;
  image?: { url: string; alt: string };
  buttons?: readonly ButtonSpec[];
};

/** A picture with title, text and buttons, all but the title optional. */
export function card(spec: CardSpec, options: MessageOptions = {}): BotMessage {
  return { type: "card", card: toCard(spec), ...toModifiers(options) };
}

/** Cards side by side, to be swiped through. */
export function carousel(cards: readonly CardSpec[], options: MessageOptions = {}): BotMessage {
  return { type: "carousel", cards: cards.map(toCard), ...toModifiers(options) };
}

function toCard(spec: CardSpec): Card {
  const { buttons, ...rest } = spec;
  return { ...rest, buttons: toButtons(buttons) };
}

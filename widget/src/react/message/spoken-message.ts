import type { Button, Card, Message, QuickReply } from "@causerie/protocol";

/** What is announced for each part of a message, where the page's renderers say so. */
export type SpokenParts = {
  button: (button: Button) => string;
  quickReply: (reply: QuickReply) => string;
  text: (text: string) => string;
  phrase: (text: string) => string;
  /** Empty: no word about it. */
  image: (kind: "standalone" | "card", url: string, alt: string) => string;
};

/** The message with the words that the page's renderers want to be announced. */
export function spokenMessage(message: Message, parts: SpokenParts): Message {
  const quickReplies = message.quickReplies.map((reply) => ({ ...reply, label: parts.quickReply(reply) }));
  const buttonsOf = (buttons: readonly Button[]): Button[] =>
    buttons.map((button) => ({ ...button, label: parts.button(button) }));
  const cardOf = (card: Card): Card => {
    const image = card.image && parts.image("card", card.image.url, "");
    const words = [card.subtitle && parts.phrase(card.subtitle), image].filter(Boolean);
    return { ...card, title: parts.phrase(card.title), subtitle: words.join("\n"), buttons: buttonsOf(card.buttons) };
  };
  switch (message.type) {
    case "text":
      return { ...message, text: parts.text(message.text), buttons: buttonsOf(message.buttons), quickReplies };
    case "card":
      return { ...message, card: cardOf(message.card), quickReplies };
    case "carousel":
      return { ...message, cards: message.cards.map(cardOf), quickReplies };
    case "media": {
      const { kind, url, alt } = message.media;
      const media = { ...message.media, alt: kind === "image" ? parts.image("standalone", url, alt) : alt };
      const caption = message.caption && parts.text(message.caption);
      return { ...message, media, caption, buttons: buttonsOf(message.buttons), quickReplies };
    }
    case "location":
      return { ...message, buttons: buttonsOf(message.buttons), quickReplies };
    case "list":
      return { ...message, text: parts.text(message.text), quickReplies };
    case "form":
      return { ...message, text: parts.text(message.text), quickReplies };
    case "panel":
    case "custom":
      return { ...message, quickReplies };
  }
}

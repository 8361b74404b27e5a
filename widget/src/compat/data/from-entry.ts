import { type Button, type Card, formatWindowFeatures, type QuickReply } from "@causerie/protocol";
import type { Entry, VisitorEntry } from "#chat/chat.ts";
import { plainText } from "#react/message/spoken-text.ts";
import type { ButtonData, CardData, MessageData, QuickReplyData } from "./types.ts";

/** Our entry in their words. Kinds that they do not have are a text: their words, or what stands for them. */
export function fromEntry(entry: Entry): MessageData {
  if (entry.type === "visitor") return { type: "message", author: "user", message: wordsOf(entry) };
  const { message } = entry;
  const { metadata = {} } = message;
  const said = (text: string, buttons: readonly Button[] = []): MessageData => {
    return { type: "message", author: "bot", message: text, buttons: buttons.map(fromButton), metadata };
  };
  switch (message.type) {
    case "text":
      return said(message.text, message.buttons);
    case "card":
      return { ...fromCard(message.card), metadata };
    case "carousel":
      return { type: "carousel", cards: message.cards.map(fromCard), metadata };
    case "media": {
      const { kind, url, alt, name = alt } = message.media;
      if (kind !== "image") return said(`${name} ${url}`.trim(), message.buttons);
      return { type: "image", title: name, url, alternative: alt, metadata };
    }
    case "custom":
      return { type: "widget", widgetData: { type: message.name, data: Object(message.data) as never }, metadata };
    case "list":
      return said([plainText(message.text), ...message.items.map(({ label }) => label)].join("\n"));
    case "location":
      return said([message.location.title, message.location.address ?? ""].join("\n").trim(), message.buttons);
    case "form":
      return said(plainText(message.text));
    case "panel":
      return said(plainText(message.alt));
  }
}

function wordsOf({ content }: VisitorEntry): string {
  if ("label" in content) return content.label;
  if ("text" in content) return content.text ?? "";
  return "title" in content ? (content.title ?? "") : "";
}

function fromCard({ title, subtitle, image, buttons }: Card): CardData {
  return {
    type: "card",
    title,
    ...(subtitle !== undefined && { subTitle: subtitle }),
    ...(image !== undefined && { imageUrl: image.url, imageAlternative: image.alt }),
    buttons: buttons.map(fromButton),
  };
}

export function fromButton(button: Button): ButtonData {
  const { label, imageUrl } = button;
  const image = imageUrl === undefined ? {} : { imageUrl };
  if (button.type === "postback") return { label, payload: button.link, ...image };
  const { url, target, window } = button;
  return {
    label,
    url,
    ...image,
    ...(target !== undefined && { target }),
    ...(window !== undefined && { windowFeatures: formatWindowFeatures(window) }),
  };
}

/** A reply that asks where the visitor is has words only: this chat's own parts know more of it. */
export function fromQuickReply(reply: QuickReply): QuickReplyData {
  const image = reply.imageUrl === undefined ? {} : { imageUrl: reply.imageUrl };
  if (reply.type === "postback") return { label: reply.label, payload: reply.link, ...image };
  return { label: reply.label, ...(reply.type === "text" && reply.text && { nlpText: reply.text }), ...image };
}

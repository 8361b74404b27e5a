import {
  type Button,
  type Card,
  type Message,
  parseLinkTarget,
  parseWindowFeatures,
  type QuickReply,
} from "@causerie/protocol";
import { htmlToMarkdown } from "./html-to-markdown.ts";
import type { ButtonData, CardData, MessageData, QuickReplyData } from "./types.ts";

/** Their message in our words. Of a text the author is not part of it. */
export function toMessage(data: MessageData): Message {
  const message = toPlainMessage(data);
  return data.metadata === undefined ? message : { ...message, metadata: data.metadata };
}

function toPlainMessage(data: MessageData): Message {
  switch (data.type) {
    case "message":
      return {
        type: "text",
        text: htmlToMarkdown(data.message),
        buttons: (data.buttons ?? []).map(toButton),
        quickReplies: [],
      };
    case "card":
      return { type: "card", card: toCard(data), quickReplies: [] };
    case "carousel":
      return { type: "carousel", cards: data.cards.map(toCard), quickReplies: [] };
    case "image":
      return {
        type: "media",
        media: { kind: "image", url: data.url ?? "", alt: data.alternative ?? data.title },
        buttons: [],
        quickReplies: [],
      };
    case "widget": {
      const { type: name, data: content } = data.widgetData;
      // A page without a component for it sees its data, as before.
      return { type: "custom", name, data: content, alt: JSON.stringify(content), quickReplies: [] };
    }
  }
}

export function toCard({ title, subTitle, imageUrl, imageAlternative, buttons = [] }: Omit<CardData, "type">): Card {
  return {
    title: htmlToMarkdown(title),
    ...(subTitle !== undefined && { subtitle: htmlToMarkdown(subTitle) }),
    ...(imageUrl !== undefined && { image: { url: imageUrl, alt: imageAlternative ?? "" } }),
    buttons: buttons.map(toButton),
  };
}

/** A button without a payload sends its own words. */
export function toButton(data: ButtonData): Button {
  const { label, imageUrl } = data;
  const image = imageUrl === undefined ? {} : { imageUrl };
  if (!("url" in data)) return { type: "postback", label, link: data.payload ?? "", ...image };
  const [window, target] = [parseWindowFeatures(data.windowFeatures ?? ""), parseLinkTarget(data.target ?? "")];
  const opening = window !== undefined ? { window } : target !== undefined ? { target } : {};
  return { type: "url", label, url: data.url, ...image, ...opening };
}

export function toQuickReply({ label, payload, nlpText, imageUrl }: QuickReplyData): QuickReply {
  const image = imageUrl === undefined ? {} : { imageUrl };
  if (payload !== undefined && payload !== "") return { type: "postback", label, link: payload, ...image };
  return { type: "text", label, ...(nlpText !== undefined && { text: nlpText }), ...image };
}

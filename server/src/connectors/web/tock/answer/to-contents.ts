import {
  type Button,
  type Card,
  type Footnote,
  formatWindowFeatures,
  type ListItem,
  type MapLocation,
  type Media,
  type Message,
  type QuickReply,
} from "@causerie/protocol";
import type { Loss } from "#channel/connector.ts";
import { isOnMap, mapUrl } from "#channel/message/location.ts";
import type { BotMessage } from "#channel/message/message.ts";
import { choicesOf } from "#channel/message/plain-text.ts";
import { withRatingReplies } from "#channel/message/rating.ts";
import { renderButtons } from "#connectors/web/render/choices.ts";
import { renderMessage } from "#connectors/web/render/render.ts";
import { escapeText } from "./escape-text.ts";
import { readTockPayloads } from "./native.ts";
import type { TockSettings } from "#connectors/web/tock/options.ts";
import type { TockButton, TockCard, TockContent, TockFootnote } from "#connectors/web/tock/wire.ts";

type Texts = TockSettings["texts"];

/**
 * Translates a neutral message to what these clients can show. Pure and total. A text never shares a message with a card, because
 * the kits show only the text then; so one message may become two.
 */
export function toContents(message: BotMessage, texts: Texts): { contents: TockContent[]; losses: Loss[] } {
  const losses: Loss[] = [];
  const native = readTockPayloads(message);
  if (native === "invalid")
    losses.push({ rule: "native_invalid", detail: "the native of tock is none of tockMessage" });
  if (native !== undefined && native !== "invalid") return { contents: native, losses };
  const rated = withRatingReplies(message);
  const rendered = renderMessage(rated).message;
  const contents = bodyOf(rendered, rated, texts, losses);
  return { contents: withModifiers(contents, rendered, losses), losses };
}

function bodyOf(message: Message, neutral: BotMessage, texts: Texts, losses: Loss[]): TockContent[] {
  const escape = (text: string): string => escapeText(text, texts);
  switch (message.type) {
    case "text": {
      const title = message.document === undefined ? "" : `${message.document.title}\n`;
      return [{ text: escape(title + message.text), buttons: message.buttons.map(toButton) }];
    }
    case "card":
      return [{ card: toCard(message.card, escape) }];
    case "carousel":
      return [{ carousel: { cards: message.cards.map((card) => toCard(card, escape)) } }];
    case "media":
      return [mediaOf(message, escape)];
    case "list":
      return listOf(message, escape);
    case "location": {
      const { location, buttons } = message;
      const words = [location.title, location.address ?? ""].filter((part) => part !== "").join("\n");
      return [{ text: escape(words), buttons: [...mapOf(location), ...buttons.map(toButton)] }];
    }
    case "form":
      losses.push({ rule: "form_simplified", detail: "its fields are asked for one by one" });
      return [{ text: escape(message.text), buttons: choiceButtons(neutral, losses) }];
    case "custom": {
      const { name, data } = message;
      return [{ widget: { type: name, data: isObject(data) ? data : { value: data } } }];
    }
    case "panel":
      losses.push({ rule: "panel_simplified", detail: "its words and choices are shown" });
      return [{ text: escape(message.alt), buttons: choiceButtons(neutral, losses) }];
  }
}

/** Quick replies are offered under the newest message only, so they go with the last part. */
function withModifiers(
  contents: TockContent[],
  { quickReplies, footnotes = [] }: Message,
  losses: Loss[],
): TockContent[] {
  const replies = quickReplies.flatMap((reply, index) => toReply(reply, index, losses));
  const last = contents.length - 1;
  return contents.map((content, index) => {
    const buttons = [...(content.buttons ?? []), ...(index === last ? replies : [])];
    return {
      ...content,
      // The kits show no choices at all where there is no text.
      ...(content.text?.trim() === "" ? { text: "…" } : {}),
      buttons,
      ...(index === last && footnotes.length > 0 ? { footnotes: footnotes.map(toFootnote) } : {}),
    };
  });
}

function toFootnote({ title, url, excerpt }: Footnote, index: number): TockFootnote {
  return {
    identifier: String(index + 1),
    title,
    ...(url === undefined ? {} : { url }),
    ...(excerpt === undefined ? {} : { content: excerpt }),
  };
}

function toButton(button: Button): TockButton {
  const { label: title, imageUrl } = button;
  const image = imageUrl === undefined ? {} : { imageUrl };
  switch (button.type) {
    case "postback":
      return { type: "postback", title, payload: button.link, ...image };
    case "url": {
      const { url, target, window } = button;
      return {
        type: "web_url",
        title,
        url,
        ...image,
        ...(target === undefined ? {} : { target }),
        ...(window === undefined ? {} : { windowFeatures: formatWindowFeatures(window) }),
      };
    }
  }
}

function toReply(reply: QuickReply, index: number, losses: Loss[]): TockButton[] {
  const { label: title, imageUrl } = reply;
  const image = imageUrl === undefined ? {} : { imageUrl };
  switch (reply.type) {
    case "postback":
      return [{ type: "quick_reply", title, payload: reply.link, ...image }];
    case "text": {
      const { text = title } = reply;
      return [{ type: "quick_reply", title, ...(text === title ? {} : { nlpText: text }), ...image }];
    }
    case "location":
      losses.push({ rule: "location_reply_dropped", detail: `quick reply ${index + 1}` });
      return [];
  }
}

/** The choices in the body of a message whose own form cannot be shown. */
function choiceButtons(message: BotMessage, losses: Loss[]): TockButton[] {
  const buttons = choicesOf({ ...message, quickReplies: [] }).flatMap(({ label, link, url }): Button[] => {
    if (link !== undefined) return [{ type: "postback", label, link }];
    return url === undefined ? [] : [{ type: "url", label, url }];
  });
  return renderButtons(buttons, "", losses).map(toButton);
}

type Escape = (text: string) => string;

/** The kits show the subtitle as HTML, too, and the title as it is. */
function toCard({ title, subtitle, image, buttons }: Card, escape: Escape): TockCard {
  return {
    title,
    ...(subtitle === undefined || subtitle === "" ? {} : { subTitle: escape(subtitle) }),
    ...(image === undefined ? {} : { file: imageFile(image.url, image.alt) }),
    buttons: buttons.map(toButton),
  };
}

/** A picture is a card, because not every kit shows a message that is a picture. Other files are a link: some show a broken picture. */
function mediaOf({ media, caption = "", buttons }: Extract<Message, { type: "media" }>, escape: Escape): TockContent {
  const { kind, url, alt, name } = media;
  const own = buttons.map(toButton);
  if (kind === "image") {
    const title = caption === "" ? {} : { title: caption };
    return { card: { ...title, file: imageFile(url, alt, name), buttons: own } };
  }
  const title = name ?? (alt === "" ? nameIn(url) : alt);
  return {
    text: escape(caption === "" ? wordsOf(media) : caption),
    buttons: [{ type: "web_url", title, url }, ...own],
  };
}

function wordsOf({ alt, name, url }: Media): string {
  return alt === "" ? (name ?? nameIn(url)) : alt;
}

function imageFile(url: string, alt: string, name = nameIn(url)): NonNullable<TockCard["file"]> {
  return { url, name, type: "image", ...(alt === "" ? {} : { description: alt }) };
}

function nameIn(url: string): string {
  const name = new URL(url).pathname.split("/").at(-1) ?? "";
  return name === "" ? new URL(url).host : name;
}

/** With pictures or descriptions it is a carousel, else buttons. */
function listOf({ text, items }: Extract<Message, { type: "list" }>, escape: Escape): TockContent[] {
  const isRich = items.some(({ description, imageUrl }) => description !== undefined || imageUrl !== undefined);
  if (!isRich) return [{ text: escape(text), buttons: items.map(followItem) }];
  const cards = items.map((item): TockCard => ({
    title: item.label,
    ...(item.description === undefined ? {} : { subTitle: escape(item.description) }),
    ...(item.imageUrl === undefined ? {} : { file: imageFile(item.imageUrl, "") }),
    buttons: [followItem(item)],
  }));
  return [...(text.trim() === "" ? [] : [{ text: escape(text) }]), { carousel: { cards } }];
}

function followItem({ label, link }: ListItem): TockButton {
  return { type: "postback", title: label, payload: link };
}

function mapOf(location: MapLocation): TockButton[] {
  const url = location.url ?? (isOnMap(location) ? mapUrl(location) : undefined);
  return url === undefined ? [] : [{ type: "web_url", title: location.title, url }];
}

function isObject(data: unknown): data is Record<string, unknown> {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

import {
  type Button,
  type Card,
  type Message,
  parseLinkTarget,
  parseWindowFeatures,
  type QuickReply,
} from "@causerie/protocol";
import type { TockAnswer, TockButton, TockCard, TockFile, TockMessage } from "./answer.ts";
import { decodeEntities, hasMarkup, wordsOfMarkup } from "./markup.ts";

/** Name of the custom message that holds what our own kinds of messages cannot: its `data` is a {@link TockData}. */
export const tockName = "causerie.tock";

/** `html`: shown sanitised, above `message`. */
export type TockData = { html: string; message: Message | undefined };

/** Begins a link that is said as a sentence: a button of Tock without payload sends its title. */
export const sayPrefix = "say:";

/**
 * A message of Tock in our own words: its text, then what it shows, each a message. Tock's kits show only the text of one that has
 * both. None for a message without anything to show. `metadata`: of its answer, which each of them has.
 */
export function toMessages(tock: TockMessage, metadata: TockAnswer["metadata"] = {}): Message[] {
  const buttons = tock.buttons.flatMap(toButton);
  const shown = [...toShown(tock), ...toWidget(tock), ...toDeepLink(tock.deepLink)];
  const messages = [...toText(tock.text, shown.length === 0 || tock.text !== "" ? buttons : []), ...shown];
  if (tock.text === "" && shown.length > 0) addButtons(messages, buttons);
  const given = Object.keys(metadata).length === 0 ? {} : { metadata };
  return finish(messages, tock).map((message) => ({ ...message, ...given }));
}

/** Footnotes are of the text, which comes first. Quick replies are offered under the newest message, which comes last. */
function finish(messages: Message[], tock: TockMessage): Message[] {
  const quickReplies = [tock.buttons, tock.card?.buttons ?? [], ...tock.cards.map(({ buttons }) => buttons)]
    .flat()
    .flatMap(toQuickReply);
  const footnotes = toFootnotes(tock.footnotes);
  if (messages.length === 0 && (quickReplies.length > 0 || footnotes.length > 0)) messages.push(textMessage("", []));
  const last = messages.length - 1;
  return messages.map((message, index) => ({
    ...message,
    quickReplies: index === last ? quickReplies : [],
    ...(index === 0 && footnotes.length > 0 && { footnotes }),
  }));
}

function textMessage(text: string, buttons: Button[]): Message & { type: "text" } {
  return { type: "text", text, buttons, quickReplies: [] };
}

function toText(text: string, buttons: Button[]): Message[] {
  if (text === "" && buttons.length === 0) return [];
  if (!hasMarkup(text)) return [textMessage(decodeEntities(text), buttons)];
  const message = buttons.length === 0 ? undefined : textMessage("", buttons);
  return [toCustom({ html: text, message }, wordsOfMarkup(text))];
}

function toCustom(data: TockData, alt: string): Message {
  return { type: "custom", name: tockName, data, alt, quickReplies: [] };
}

function toShown({ card, cards, image }: TockMessage): Message[] {
  const messages: Message[] = [];
  if (card !== undefined)
    messages.push({ type: "card", card: toCard(card), quickReplies: [] }, ...toPlayers(card.file));
  if (cards.length > 0) messages.push({ type: "carousel", cards: cards.map(toCard), quickReplies: [] });
  messages.push(...cards.flatMap(({ file }) => toPlayers(file)));
  if (image !== undefined) messages.push(toMedia(image.file, image.title));
  return messages;
}

function toCard({ title, subTitle, file, buttons }: TockCard): Card {
  return {
    title: decodeEntities(title || subTitle),
    ...(title !== "" && subTitle !== "" && { subtitle: decodeEntities(subTitle) }),
    ...(file?.kind === "image" && { image: { url: file.url, alt: file.description || file.name } }),
    buttons: buttons.flatMap(toButton),
  };
}

/** The file of a card that is no picture: a card has none, so it follows. */
function toPlayers(file: TockFile | undefined): Message[] {
  return file === undefined || file.kind === "image" ? [] : [toMedia(file, "")];
}

function toMedia({ url, name, kind, description }: TockFile, title: string): Message {
  const alt = description || title || name;
  return {
    type: "media",
    media: { kind, url, alt, ...(name !== "" && { name }) },
    ...(![name, alt, ""].includes(title) && { caption: decodeEntities(title) }),
    buttons: [],
    quickReplies: [],
  };
}

/** Drawn by the page's renderer of this name. Without one its own words are shown, or which one is missing. */
function toWidget({ widget }: TockMessage): Message[] {
  if (widget === undefined) return [];
  const { type, data } = widget;
  const words = Object.entries(Object(data) as Record<string, unknown>);
  const found = ["text", "title", "label"].flatMap((name) => words.find(([key]) => key === name)?.[1] ?? []);
  const [alt = `[${type}]`] = found.filter((value) => typeof value === "string").filter((value) => value !== "");
  return [{ type: "custom", name: type, data, alt, quickReplies: [] }];
}

/** An address is a link. Anything else only the page can follow, by a renderer for `deepLink`. */
function toDeepLink(ref: string): Message[] {
  if (ref === "") return [];
  if (/^https?:/i.test(ref)) return [textMessage("", [{ type: "url", label: ref, url: ref }])];
  return [{ type: "custom", name: "deepLink", data: { ref }, alt: ref, quickReplies: [] }];
}

/** To the first message that can have some, else in one of their own. */
function addButtons(messages: Message[], buttons: Button[]): void {
  if (buttons.length === 0) return;
  const [first] = messages;
  if (first?.type === "card") first.card.buttons.push(...buttons);
  else if (first?.type === "media") first.buttons.push(...buttons);
  else messages.push(textMessage("", buttons));
}

function toButton(button: TockButton): Button[] {
  const label = decodeEntities(button.title);
  const image = button.imageUrl === "" ? {} : { imageUrl: button.imageUrl };
  switch (button.type) {
    case "quick_reply":
      return [];
    case "postback":
      return [{ type: "postback", label, link: button.payload || sayPrefix + label, ...image }];
    case "web_url":
      return [{ type: "url", label: label || button.url, url: button.url, ...image, ...openingOf(button) }];
  }
}

function openingOf({ target, windowFeatures }: Extract<TockButton, { type: "web_url" }>) {
  const [window, known] = [parseWindowFeatures(windowFeatures), parseLinkTarget(target)];
  if (window !== undefined) return { window };
  return known === undefined ? {} : { target: known };
}

function toQuickReply(button: TockButton): QuickReply[] {
  if (button.type !== "quick_reply") return [];
  const { payload, nlpText, imageUrl } = button;
  const shared = { label: decodeEntities(button.title), ...(imageUrl !== "" && { imageUrl }) };
  if (payload !== "") return [{ ...shared, type: "postback", link: payload }];
  return [{ ...shared, type: "text", ...(nlpText !== "" && { text: nlpText }) }];
}

/** Sources of the same address and title are one. */
function toFootnotes(footnotes: TockMessage["footnotes"]): NonNullable<Message["footnotes"]> {
  const seen = new Set<string>();
  return footnotes.flatMap(({ title, url, content }) => {
    const key = `${url}\n${title}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [
      {
        title: decodeEntities(title || url),
        ...(url !== "" && { url }),
        ...(content !== "" && { excerpt: hasMarkup(content) ? wordsOfMarkup(content) : decodeEntities(content) }),
      },
    ];
  });
}

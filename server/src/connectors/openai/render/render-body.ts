import { isOnMap, mapUrl } from "#channel/message/location.ts";
import type { BotMessage, Card, Media } from "#channel/message/message.ts";
import { panelLines } from "#channel/message/panel.ts";
import { toSimplerMessages } from "#channel/message/panel-messages.ts";
import { choicesOf } from "#channel/message/plain-text.ts";
import {
  joinParts,
  linkTo,
  numbered,
  pictureOf,
  type Rendering,
  toLine,
  toMarkdown,
  toTitle,
  toWords,
} from "./rendering.ts";

/** What a message says, without what every kind of message can have besides. Its choices are numbered in the order in which they stand. */
export function renderBody(message: BotMessage, rendering: Rendering): string {
  switch (message.type) {
    case "text":
      return renderText(message, rendering);
    case "card":
      return renderCard(message.card, "card", rendering);
    case "carousel":
      return joinParts(message.cards.map((card, index) => renderCard(card, `card ${index + 1}`, rendering)));
    case "media":
      return joinParts([
        renderMedia(message.media, rendering),
        toMarkdown(message.caption ?? ""),
        ownChoices(message, "button", rendering),
      ]);
    case "list":
      return joinParts([toMarkdown(message.text), renderItems(message, rendering)]);
    case "location":
      return joinParts([renderLocation(message, rendering), ownChoices(message, "button", rendering)]);
    case "form":
      // The story that the form's link leads to asks for the fields, one after another.
      rendering.lose("form_as_choice", `form, ${message.fields.length} fields`);
      return joinParts([toMarkdown(message.text), ownChoices(message, "choice", rendering)]);
    case "custom":
      rendering.lose("custom_replaced", "custom");
      return toMarkdown(message.alt);
    case "panel":
      for (const { rule, detail } of toSimplerMessages(message).losses) rendering.lose(rule, detail);
      return joinParts([
        panelLines(message.panel.content).map(toMarkdown).join("\n\n"),
        ownChoices(message, "choice", rendering),
      ]);
  }
}

/** The choices of the body alone. */
function ownChoices(message: BotMessage, name: string, rendering: Rendering): string {
  const { rating: _rating, ...rest } = message;
  return numbered(choicesOf({ ...rest, quickReplies: [] }), name, rendering);
}

type TextMessage = Extract<BotMessage, { type: "text" }>;

function renderText(message: TextMessage, rendering: Rendering): string {
  const { text, readMore, reasoning, document } = message;
  if (reasoning !== undefined) rendering.lose("reasoning_dropped", "text");
  if (document !== undefined) rendering.lose("document_as_text", "text");
  const more = readMore === undefined ? undefined : linkTo(readMore.url, toLine(readMore.label));
  if (readMore !== undefined && more === undefined) rendering.lose("address_refused", "read more");
  return joinParts([toTitle(document?.title ?? ""), toMarkdown(text), more, ownChoices(message, "button", rendering)]);
}

function renderCard({ title, subtitle = "", image, buttons }: Card, position: string, rendering: Rendering): string {
  const picture = image === undefined ? undefined : pictureOf(image.url, image.alt);
  if (image !== undefined && picture === undefined) rendering.lose("address_refused", `${position}, picture`);
  const choices = choicesOf({ type: "text", text: "", buttons, quickReplies: [] });
  return joinParts([
    picture ?? (image === undefined ? undefined : toWords(image.alt)),
    toTitle(title),
    toWords(subtitle),
    numbered(choices, `${position}, button`, rendering),
  ]);
}

/** A client shows a picture by its address. Everything else, and what is in the server's own store, it cannot show. */
function renderMedia(media: Media, rendering: Rendering): string {
  const { alt, name = "" } = media;
  const words = alt.trim() === "" ? name : alt;
  if (media.captions !== undefined) rendering.lose("captions_dropped", "media");
  if (media.url === undefined) {
    rendering.lose("file_dropped", "media");
    return toWords(alt.trim() === "" ? media.file.name : alt);
  }
  const shown = media.kind === "image" ? pictureOf(media.url, words) : linkTo(media.url, toLine(words));
  if (shown === undefined) rendering.lose("address_refused", "media");
  return shown ?? toWords(words);
}

function renderItems({ items }: Extract<BotMessage, { type: "list" }>, rendering: Rendering): string {
  return items
    .map(({ label, description = "", imageUrl }, index) => {
      const position = `item ${index + 1}`;
      const words = joinParts([toLine(label), toLine(description)], " – ");
      if (words === "") rendering.lose("label_missing", position);
      const picture = imageUrl === undefined ? undefined : pictureOf(imageUrl, label);
      if (imageUrl !== undefined && picture === undefined) rendering.lose("address_refused", `${position}, picture`);
      return `${rendering.nextNumber()}. ${joinParts([words === "" ? "…" : words, picture], " ")}`;
    })
    .join("\n");
}

function renderLocation({ location }: Extract<BotMessage, { type: "location" }>, { lose }: Rendering): string {
  const { title, address = "", url } = location;
  const map = url ?? (isOnMap(location) ? mapUrl(location) : undefined);
  const link = map === undefined ? undefined : linkTo(map, toLine(title));
  if (link === undefined) lose("map_dropped", "location");
  return joinParts([link ?? toTitle(title), toWords(address)]);
}

import {
  type Button,
  type Card,
  findMetadataProblem,
  type Footnote,
  type MapLocation,
  type Message,
  parseReasoning,
  ratingName,
} from "@causerie/protocol";
import type { Loss, Rendered } from "#channel/connector.ts";
import type { BotMessage, Captions, Rating } from "#channel/message/message.ts";
import { isOnMap } from "#channel/message/location.ts";
import { findLinkProblem, renderButtons, renderItems, renderLabel, renderQuickReplies } from "./choices.ts";
import { readCustomData } from "./custom-data.ts";
import { renderFields } from "./fields.ts";
import { readNativePayloads } from "./native.ts";
import { renderPanel } from "./panels.ts";
import { renderUrl } from "./render-url.ts";

export function render(message: BotMessage): Rendered {
  const { message: rendered, losses } = renderMessage(message);
  return { payloads: [rendered], losses };
}

/**
 * The web can show every kind of neutral message. The delay is left out, because it is over before the message is sent.
 * Addresses are checked: a page must never open `javascript:` or `data:`, whoever wrote the story or the text that it
 * quotes. Choices are checked, too: each one that is offered can be tapped. The result is always a message of the protocol.
 */
export function renderMessage(message: BotMessage): { message: Message; losses: Loss[] } {
  const losses: Loss[] = [];
  const { chosen, isNative } = choose(message, losses);
  const rendered = renderBody(chosen, losses);
  const { rating } = message;
  return { message: rating === undefined || isNative ? rendered : renderRating(rating, rendered), losses };
}

/** What the widget shows as stars or thumbs. Its words stand for it elsewhere. */
function renderRating(rating: Rating, { quickReplies, metadata, ...rest }: Message): Message {
  const text = "text" in rest ? rest.text : (rest.alt ?? "");
  return {
    type: "custom",
    name: ratingName,
    data: { text, ...rating },
    alt: text,
    quickReplies,
    ...(metadata === undefined ? {} : { metadata }),
  };
}

/** The author's own message for the web if there is a valid one, else the neutral message. */
function choose(message: BotMessage, losses: Loss[]): { chosen: Message; isNative: boolean } {
  const native = readNativePayloads(message);
  switch (native.type) {
    case "none":
      return { chosen: withFile(message), isNative: false };
    case "fit":
      if (native.others > 0)
        losses.push({ rule: "native_dropped", detail: "all native payloads of web except the first" });
      return { chosen: native.message, isNative: true };
    case "refused":
      losses.push({ rule: "native_invalid", detail: "the native of web is no message of the protocol" });
      return { chosen: withFile(message), isNative: false };
  }
}

/** Where a file of our own is depends on the place of the message in the log: see `own-file.ts`. */
function withFile(message: BotMessage): Message {
  if (message.type !== "media") return message;
  const { file, url = "", ...rest } = message.media;
  if (file === undefined) return { ...message, media: { ...rest, url } };
  const { name, mediaType, bytes } = file;
  return { ...message, media: { ...rest, url: "", file: { id: "", name, mediaType, bytes } } };
}

function renderBody(message: Message, losses: Loss[]): Message {
  const modifiers = renderModifiers(message, losses);
  switch (message.type) {
    case "text": {
      const { type, text, buttons, document } = message;
      const reasoning = parseReasoning(message.reasoning);
      return {
        ...modifiers,
        type,
        text,
        buttons: renderButtons(buttons, "", losses),
        ...(reasoning === undefined ? {} : { reasoning }),
        ...(document === undefined ? {} : { document }),
      };
    }
    case "card":
      return { ...modifiers, type: message.type, card: renderCard(message.card, "card", losses) };
    case "carousel": {
      const cards = message.cards.map((card, index) => renderCard(card, `card ${index + 1}`, losses));
      return { ...modifiers, type: message.type, cards };
    }
    case "media": {
      const { type, media, caption } = message;
      const buttons = renderButtons(message.buttons, "", losses);
      const isOwn = media.file !== undefined && media.url === "";
      const shown = isOwn ? "" : renderUrl(media.url, "media_dropped", "media", losses);
      if (shown === undefined) return inWords(modifiers, caption ?? (media.alt || (media.name ?? "")), buttons);
      const film = { ...media, ...(media.captions && { captions: renderCaptions(media.captions, losses) }) };
      return { ...modifiers, type, media: film, ...(caption === undefined ? {} : { caption }), buttons };
    }
    case "list":
      return { ...modifiers, type: message.type, text: message.text, items: renderItems(message.items, losses) };
    case "location":
      return renderLocation(message, modifiers, losses);
    case "form": {
      const { type, text, submit } = message;
      const problem = findLinkProblem(submit.link);
      const label = renderLabel(submit.label, "submit", losses);
      const fields = renderFields(message.fields, losses);
      if (problem === undefined) return { ...modifiers, type, text, fields, submit: { label, link: submit.link } };
      losses.push({ rule: "form_dropped", detail: `submit: ${problem}` });
      return inWords(modifiers, text, []);
    }
    case "custom": {
      const { type, name, alt } = message;
      const read = readCustomData(message.data);
      if (read.type === "clean") return { ...modifiers, type, name, data: read.data, alt };
      losses.push({ rule: "custom_replaced", detail: `data: ${read.problem}` });
      return inWords(modifiers, alt, []);
    }
    case "panel": {
      const { type, alt } = message;
      const panel = renderPanel(message.panel, losses);
      return panel === undefined ? inWords(modifiers, alt, []) : { ...modifiers, type, panel, alt };
    }
  }
}

type Modifiers = Pick<Message, "quickReplies" | "footnotes" | "may" | "alt" | "speak" | "metadata">;

function renderModifiers(message: Message, losses: Loss[]): Modifiers {
  const { quickReplies, footnotes, may, alt, speak, metadata } = message;
  const shown = renderFootnotes(footnotes ?? [], losses);
  return {
    quickReplies: renderQuickReplies(quickReplies, losses),
    ...(shown.length === 0 ? {} : { footnotes: shown }),
    ...(may === undefined ? {} : { may }),
    ...(alt === undefined ? {} : { alt }),
    ...(speak === undefined ? {} : { speak }),
    ...renderMetadata(metadata, losses),
  };
}

/** The author's own message for the web is not read by the builders, so its metadata may be too large. */
function renderMetadata(metadata: Message["metadata"], losses: Loss[]): Pick<Message, "metadata"> {
  if (metadata === undefined) return {};
  const problem = findMetadataProblem(metadata);
  if (problem === undefined) return { metadata };
  losses.push({ rule: "metadata_dropped", detail: `metadata: ${problem}` });
  return {};
}

/** A source with an unsafe address keeps its title. A source without any words is left out. */
function renderFootnotes(footnotes: readonly Footnote[], losses: Loss[]): Footnote[] {
  return footnotes.flatMap(({ title, url, excerpt }, index) => {
    const position = `footnote ${index + 1}`;
    const shown = renderUrl(url, "url_dropped", position, losses);
    const name = title.trim() === "" ? (shown ?? excerpt ?? "") : title;
    if (name.trim() === "") {
      losses.push({ rule: "footnote_dropped", detail: `${position}: it has no title` });
      return [];
    }
    return [
      {
        title: name,
        ...(shown === undefined ? {} : { url: shown }),
        ...(excerpt === undefined ? {} : { excerpt }),
      },
    ];
  });
}

/** Shows a message as text when its own kind cannot be shown: its `alt`, else the given words. */
function inWords({ alt = "", ...modifiers }: Modifiers, words: string, buttons: Button[]): Message {
  return { ...modifiers, type: "text", text: alt.trim() === "" ? words : alt, buttons };
}

function renderCard(card: Card, position: string, losses: Loss[]): Card {
  const { image, ...rest } = card;
  const buttons = renderButtons(card.buttons, `${position}, `, losses);
  if (image === undefined) return { ...rest, buttons };
  const url = renderUrl(image.url, "image_dropped", position, losses);
  return url === undefined ? { ...rest, buttons } : { ...rest, image, buttons };
}

function renderCaptions(captions: readonly Captions[], losses: Loss[]): Captions[] {
  return captions.filter(
    ({ url }, index) => renderUrl(url, "captions_dropped", `captions ${index + 1}`, losses) !== undefined,
  );
}

/** A location that no map has is shown as text, with a button to the author's own map if there is one. */
function renderLocation(
  { location, buttons }: Extract<Message, { type: "location" }>,
  modifiers: Modifiers,
  losses: Loss[],
): Message {
  const { title, address, latitude, longitude } = location;
  const url = renderUrl(location.url, "url_dropped", "location", losses);
  const shown = renderButtons(buttons, "", losses);
  if (isOnMap(location)) {
    const checked: MapLocation = {
      title,
      ...(address === undefined ? {} : { address }),
      latitude,
      longitude,
      ...(url === undefined ? {} : { url }),
    };
    return { ...modifiers, type: "location", location: checked, buttons: shown };
  }
  losses.push({ rule: "map_dropped", detail: "location: its latitude must be -90 to 90, its longitude -180 to 180" });
  const toMap: Button[] = url === undefined ? [] : [{ type: "url", label: title, url }];
  const words = [title, address ?? ""].filter((part) => part !== "").join("\n");
  return inWords(modifiers, words, [...renderButtons(toMap, "location, ", losses), ...shown]);
}

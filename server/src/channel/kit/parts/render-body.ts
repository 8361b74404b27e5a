import { asText } from "#channel/kit/json-with-ids.ts";
import { shorten } from "#channel/kit/shorten.ts";
import { splitText } from "#channel/kit/split-text.ts";
import { isWebUrl, webUrlOf } from "#channel/kit/web-url.ts";
import { isOnMap, mapUrl } from "#channel/message/location.ts";
import type { BotMessage, Card, ListItem, MapLocation, StoredFile } from "#channel/message/message.ts";
import { toButtons, toTexts } from "./buttons.ts";
import type { MessagePart, Rendering, SimplePart } from "./parts.ts";
import { formChoices, positioned, type Positioned } from "./positioned.ts";

export type Body = Exclude<BotMessage, { type: "panel" }>;

/** What a message says, without what every kind of message can have besides. A file stands above the parts. */
export function renderBody(message: Body, rendering: Rendering): { file?: StoredFile; parts: MessagePart[] } {
  switch (message.type) {
    case "text":
      return { parts: renderText(message, rendering) };
    case "card":
      return { parts: asCard(renderCard(message.card, "card", rendering)) };
    case "carousel":
      return {
        parts: message.cards.flatMap((card, index) => asCard(renderCard(card, `card ${index + 1}`, rendering))),
      };
    case "media":
      return renderMedia(message, rendering);
    case "list":
      return { parts: [...written(message.text, rendering), ...renderItems(message.items, rendering)] };
    case "location":
      return { parts: renderLocation(message, rendering) };
    case "form":
      // The story that the form's link leads to asks for the missing fields, one after another.
      rendering.lose("form_as_button", `form, ${message.fields.length} fields`);
      return { parts: [...written(message.text, rendering), ...toButtons(formChoices(message), rendering)] };
    case "custom":
      rendering.lose("custom_replaced", "message");
      return { parts: written(message.alt, rendering) };
  }
}

function written(markdown: string, { dialect }: Rendering): SimplePart[] {
  return dialect.write(asText(markdown) ?? "").map((text) => ({ type: "text", text }));
}

function inBold(words: string, { dialect }: Rendering): SimplePart[] {
  return dialect.bold(asText(words) ?? "").map((text) => ({ type: "text", text }));
}

/** Texts of a message that has the rest behind a link. */
const mostTexts = 2;

function renderText(
  { text, buttons, readMore, reasoning, document }: Extract<BotMessage, { type: "text" }>,
  rendering: Rendering,
): SimplePart[] {
  if (reasoning !== undefined) rendering.lose("reasoning_dropped", "text");
  if (document !== undefined) rendering.lose("document_as_text", "text");
  const texts = [...inBold(document?.title ?? "", rendering), ...written(text, rendering)];
  const more = readMore === undefined ? [] : toButtons([[readMore, "read more"]], rendering);
  const isBehindLink = texts.length > mostTexts && more.some(({ type }) => type === "buttons");
  if (isBehindLink) rendering.lose("text_behind_link", `text, ${mostTexts} of ${texts.length} parts`);
  return [
    ...(isBehindLink ? [...texts.slice(0, mostTexts), ...more] : texts),
    ...toButtons(positioned(buttons, "button"), rendering),
  ];
}

function renderCard(
  { title, subtitle = "", image, buttons }: Card,
  position: string,
  rendering: Rendering,
): SimplePart[] {
  const parts = [
    ...renderImage(image, `${position}, image`, rendering),
    ...inBold(title, rendering),
    ...written(subtitle, rendering),
    ...toButtons(positioned(buttons, `${position}, button`), rendering),
  ];
  if (parts.length === 0) rendering.lose("text_missing", position);
  return parts;
}

/** Units of texts in a card. What is longer stands by itself, so that it can be split. */
const longestCard = 2_500;

function asCard(parts: readonly SimplePart[]): MessagePart[] {
  const length = parts.reduce((sum, part) => sum + (part.type === "text" ? part.text.length : 0), 0);
  const rows = parts.filter(({ type }) => type === "buttons").length;
  return parts.length === 0 || length > longestCard || rows > 1 ? [...parts] : [{ type: "card", parts }];
}

function renderImage(image: Card["image"], position: string, { dialect, lose }: Rendering): SimplePart[] {
  if (image === undefined) return [];
  const url = webUrlOf(image.url);
  if (url !== undefined && url.length <= dialect.limits.url) return [{ type: "image", url, alt: altOf(image.alt) }];
  lose("image_dropped", position);
  return [];
}

function altOf(words: string): string {
  return shorten(asText(words) ?? "", 500);
}

/** A picture is shown by its address. Anything else at an address is a link. */
function renderMedia(
  { media, caption = "", buttons }: Extract<BotMessage, { type: "media" }>,
  rendering: Rendering,
): { file?: StoredFile; parts: SimplePart[] } {
  const below = [...written(caption, rendering), ...toButtons(positioned(buttons, "button"), rendering)];
  if (media.captions !== undefined) rendering.lose("captions_dropped", "media");
  if (media.file !== undefined) return { file: media.file, parts: below };
  const url = webUrlOf(media.url);
  const words = [asText(media.alt), asText(media.name)].find((each) => each !== undefined && each.trim() !== "") ?? "";
  if (url === undefined || url.length > rendering.dialect.limits.url) {
    rendering.lose("address_refused", "media");
    return { parts: [...(caption.trim() === "" ? inBold(words, rendering) : []), ...below] };
  }
  if (media.kind === "image") return { parts: [{ type: "image", url, alt: altOf(words) }, ...below] };
  rendering.lose("media_as_link", "media");
  return { parts: [...linkPart(url, words, rendering), ...below] };
}

function linkPart(url: string, words: string, rendering: Rendering): SimplePart[] {
  return toTexts([rendering.dialect.link(url, shorten(words, 200))], rendering);
}

/** Items with more than a label stand by themselves, each with its button; others side by side. */
function renderItems(items: readonly ListItem[], rendering: Rendering): MessagePart[] {
  const parts: MessagePart[] = [];
  let together: Positioned[] = [];
  const flush = (): void => {
    parts.push(...toButtons(together, rendering));
    together = [];
  };
  for (const [index, { label, description = "", imageUrl, link }] of items.entries()) {
    const position = `item ${index + 1}`;
    const choice: Positioned = [{ label, link }, position];
    const image = renderImage(imageUrl === undefined ? undefined : { url: imageUrl, alt: label }, position, rendering);
    const about = [...image, ...inBold(label, rendering), ...written(description, rendering)];
    if (image.length === 0 && description.trim() === "") together.push(choice);
    else {
      flush();
      parts.push(...asCard([...about, ...toButtons([choice], rendering)]));
    }
  }
  flush();
  return parts;
}

function renderLocation(
  { location, buttons }: Extract<BotMessage, { type: "location" }>,
  rendering: Rendering,
): SimplePart[] {
  const { title, address = "" } = location;
  const { escape, limits } = rendering.dialect;
  const given = addressOfMap(location);
  const url = given !== undefined && given.length <= limits.url ? given : undefined;
  if (url === undefined) rendering.lose("map_dropped", "location");
  const name = asText(title) ?? asText(address) ?? "";
  const isShort = name.length <= 200;
  return [
    ...(url === undefined || !isShort ? inBold(name, rendering) : []),
    ...(url === undefined ? [] : linkPart(url, isShort ? name : "", rendering)),
    // An address is no Markdown.
    ...toTexts(splitText(asText(address) ?? "", Math.floor(limits.text / 4)).map(escape), rendering),
    ...toButtons(positioned(buttons, "button"), rendering),
  ];
}

function addressOfMap(location: MapLocation): string | undefined {
  if (location.url !== undefined && isWebUrl(location.url)) return webUrlOf(location.url);
  return isOnMap(location) ? mapUrl(location) : undefined;
}

import { asText } from "#channel/kit/json-with-ids.ts";
import { shorten } from "#channel/kit/shorten.ts";
import { isWebUrl, webUrlOf } from "#channel/kit/web-url.ts";
import { isOnMap, mapUrl } from "#channel/message/location.ts";
import type { BotMessage, ListItem, MapLocation, Media, StoredFile } from "#channel/message/message.ts";
import { limits } from "#connectors/teams/limits.ts";
import type { CardElement, TeamsPicture } from "#connectors/teams/message.ts";
import { linesToBlocks, oneLine, textBlock, toBoldBlocks, toListLines, toTextBlocks, writeLink } from "./card-text.ts";
import { lengthOf } from "./lengths.ts";
import type { Piece } from "./pack.ts";
import { renderCard, renderCarousel, toImage, toImageElement } from "./render-cards.ts";
import { renderForm } from "./render-form.ts";
import { positioned, type Positioned, type Rendering, shownUrl, toActions } from "./rendering.ts";

export type Body = Exclude<BotMessage, { type: "panel" }>;

/** What a message says, without what every kind of message can have besides. A picture of the store goes out before the rest. */
export function renderBody(message: Body, rendering: Rendering): { picture?: TeamsPicture; pieces: Piece[] } {
  switch (message.type) {
    case "text":
      return { pieces: renderText(message, rendering) };
    case "card":
      return { pieces: renderCard(message.card, rendering) };
    case "carousel":
      return { pieces: renderCarousel(message.cards, rendering) };
    case "media":
      return renderMedia(message, rendering);
    case "list":
      return { pieces: [...toTextBlocks(asText(message.text) ?? ""), ...renderItems(message.items, rendering)] };
    case "location":
      return { pieces: renderLocation(message, rendering) };
    case "form":
      return { pieces: renderForm(message, rendering) };
    case "custom":
      rendering.lose("custom_replaced", "custom");
      return { pieces: toTextBlocks(asText(message.alt) ?? "") };
  }
}

type TextMessage = Extract<BotMessage, { type: "text" }>;

function renderText(
  { text, buttons, readMore, reasoning, document }: TextMessage,
  rendering: Rendering,
): CardElement[] {
  if (reasoning !== undefined) rendering.lose("reasoning_dropped", "text");
  if (document !== undefined) rendering.lose("document_as_text", "text");
  const blocks = [...toBoldBlocks(asText(document?.title) ?? ""), ...toTextBlocks(asText(text) ?? "")];
  const most = countWithin(blocks, limits.body - 3_000);
  const isLong = most < blocks.length;
  const more = !isLong || readMore === undefined ? [] : toActions([[readMore, "read more"]], rendering);
  const isBehindLink = more.some(({ type }) => type === "ActionSet");
  if (isBehindLink) rendering.lose("text_behind_link", `text, ${most} of ${blocks.length} parts`);
  return [
    ...(isBehindLink ? [...blocks.slice(0, most), ...more] : blocks),
    ...toActions(positioned(buttons, "button"), rendering),
  ];
}

/** How many of the first elements have room. */
function countWithin(elements: readonly CardElement[], units: number): number {
  let sum = 0;
  const end = elements.findIndex((element) => (sum += lengthOf(element)) > units);
  return end < 0 ? elements.length : Math.max(1, end);
}

/** Teams shows a picture by its address. It has no player for anything else: that is a link. */
function renderMedia(
  { media, caption = "", buttons }: Extract<BotMessage, { type: "media" }>,
  rendering: Rendering,
): { picture?: TeamsPicture; pieces: CardElement[] } {
  const below = [...toTextBlocks(asText(caption) ?? ""), ...toActions(positioned(buttons, "button"), rendering)];
  if (media.captions !== undefined) rendering.lose("captions_dropped", "media");
  const words = wordsFor(media);
  if (media.file !== undefined) {
    if (isShown(media.file))
      return { picture: { picture: media.file, alt: shorten(words, limits.image.alt) }, pieces: below };
    rendering.lose("file_as_words", "media");
    return { pieces: [...linesToBlocks(toListLines(`${words} (${media.file.name})`)), ...below] };
  }
  const url = shownUrl(media.url, limits.image.url);
  if (url === undefined) {
    rendering.lose("address_refused", "media");
    return { pieces: [...(caption.trim() === "" ? linesToBlocks(toListLines(words)) : []), ...below] };
  }
  // Teams fetches pictures by https only.
  if (media.kind === "image" && url.startsWith("https:")) return { pieces: [toImageElement(url, words), ...below] };
  rendering.lose("media_as_link", "media");
  return { pieces: [textBlock(writeLink(url, shorten(words, longestWords))), ...below] };
}

/** Units of the words on a link. */
const longestWords = 200;

function wordsFor({ alt, name }: Media): string {
  return [asText(alt), asText(name)].find((each) => each !== undefined && each.trim() !== "") ?? "";
}

function isShown({ mediaType, bytes }: StoredFile): boolean {
  return limits.image.types.some((type) => type === mediaType) && bytes <= limits.image.bytes;
}

/** Items with more than a label stand by themselves, each with its button; others side by side. */
function renderItems(items: readonly ListItem[], rendering: Rendering): CardElement[] {
  const elements: CardElement[] = [];
  let together: Positioned[] = [];
  const flush = (): void => {
    elements.push(...toActions(together, rendering));
    together = [];
  };
  for (const [index, { label, description = "", imageUrl, link }] of items.entries()) {
    const position = `item ${index + 1}`;
    const choice: Positioned = [{ label, link }, position];
    const image = toImage(imageUrl === undefined ? undefined : { url: imageUrl, alt: label }, position, rendering);
    if (image === undefined && description.trim() === "") together.push(choice);
    else {
      flush();
      elements.push(
        ...(image === undefined ? [] : [{ ...image, size: "Medium" as const }]),
        ...toBoldBlocks(asText(label) ?? ""),
        ...toTextBlocks(asText(description) ?? ""),
        ...toActions([choice], rendering),
      );
    }
  }
  flush();
  return elements;
}

function renderLocation(
  { location, buttons }: Extract<BotMessage, { type: "location" }>,
  rendering: Rendering,
): CardElement[] {
  const { title, address = "" } = location;
  const given = addressOfMap(location);
  const url = given === undefined ? undefined : shownUrl(given, limits.button.url);
  if (url === undefined) rendering.lose("map_dropped", "location");
  const name = asText(title) ?? asText(address) ?? "";
  const head = url === undefined ? toBoldBlocks(name) : [textBlock(writeLink(url, shorten(name, longestWords)))];
  const isWhole = url === undefined || shorten(name, longestWords) === name.trim();
  return [
    ...head,
    ...(isWhole ? [] : linesToBlocks(toListLines(name))),
    ...linesToBlocks(address.trim() === "" ? [] : toListLines(asText(address) ?? "").map((line) => line.slice(2))),
    ...toActions(positioned(buttons, "button"), rendering),
  ];
}

function addressOfMap(location: MapLocation): string | undefined {
  if (location.url !== undefined && isWebUrl(location.url)) return webUrlOf(location.url);
  return isOnMap(location) ? mapUrl(location) : undefined;
}

/** A source as it is shown: its number, its words, and its address where there is one. */
export type Source = { number: number; words: string; url: string | undefined };

/** Sources, without those that say nothing. */
export function sourcesOf({ footnotes = [] }: BotMessage, { lose }: Rendering): Source[] {
  return footnotes.flatMap(({ title, url, excerpt }, index) => {
    const position = `footnote ${index + 1}`;
    const address = url === undefined ? undefined : shownUrl(url, limits.button.url);
    if (url !== undefined && address === undefined) lose("address_refused", position);
    if (excerpt !== undefined) lose("excerpt_dropped", position);
    const words = shorten((asText(title) ?? "").replaceAll(/\s+/g, " "), longestSource);
    if (words !== "" || address !== undefined) return [{ number: index + 1, words, url: address }];
    lose("text_missing", position);
    return [];
  });
}

/** Units of the title of a source. */
const longestSource = 500;

/** Sources as small lines. */
export function renderSources(sources: readonly Source[]): CardElement[] {
  const lines = sources.map(({ number, words, url }) => {
    const shown = url === undefined ? oneLine(words) : writeLink(url, words);
    return String.raw`\[${number}\] ${shown}`;
  });
  return lines.map((line) => textBlock(line, { size: "Small", isSubtle: true }));
}

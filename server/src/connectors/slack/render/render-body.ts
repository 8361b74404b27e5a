import { asText } from "#channel/kit/json-with-ids.ts";
import { formChoices, positioned, type Positioned } from "#channel/kit/parts/positioned.ts";
import { joinWithin } from "#channel/kit/markdown/fit.ts";
import { shorten } from "#channel/kit/shorten.ts";
import { isWebUrl, webUrlOf } from "#channel/kit/web-url.ts";
import { isOnMap, mapUrl } from "#channel/message/location.ts";
import type { BotMessage, ListItem, MapLocation } from "#channel/message/message.ts";
import { section, type SlackBlock, type SlackFile } from "#connectors/slack/block.ts";
import { limits } from "#connectors/slack/limits.ts";
import { shortenEscaped, toBold, writeLink } from "./mrkdwn.ts";
import { renderCard, renderCarousel, toImage, toImageBlock } from "./render-cards.ts";
import { type Rendering, toActions, toSections } from "./rendering.ts";

export type Body = Exclude<BotMessage, { type: "panel" }>;

/** What a message says, without what every kind of message can have besides. A file goes out before the blocks. */
export function renderBody(message: Body, rendering: Rendering): { file?: SlackFile; blocks: SlackBlock[] } {
  switch (message.type) {
    case "text":
      return { blocks: renderText(message, rendering) };
    case "card":
      return { blocks: renderCard(message.card, rendering) };
    case "carousel":
      return { blocks: renderCarousel(message.cards, rendering) };
    case "media":
      return renderMedia(message, rendering);
    case "list":
      return { blocks: [...toSections(message.text), ...renderItems(message.items, rendering)] };
    case "location":
      return { blocks: renderLocation(message, rendering) };
    case "form":
      // The story that the form's link leads to asks for the missing fields, one after another.
      rendering.lose("form_as_button", `form, ${message.fields.length} fields`);
      return { blocks: [...toSections(message.text), ...toActions(formChoices(message), rendering)] };
    case "custom":
      rendering.lose("custom_replaced", "custom");
      return { blocks: toSections(message.alt) };
  }
}

type TextMessage = Extract<BotMessage, { type: "text" }>;

function renderText({ text, buttons, readMore, reasoning, document }: TextMessage, rendering: Rendering): SlackBlock[] {
  if (reasoning !== undefined) rendering.lose("reasoning_dropped", "text");
  if (document !== undefined) rendering.lose("document_as_text", "text");
  const sections = [...toBold(asText(document?.title ?? "") ?? "", limits.text).map(section), ...toSections(text)];
  const most = Math.floor(limits.message / limits.text);
  const more = readMore === undefined ? [] : toActions([[readMore, "read more"]], rendering);
  const isBehindLink = sections.length > most && more.some(({ type }) => type === "actions");
  if (isBehindLink) rendering.lose("text_behind_link", `text, ${most} of ${sections.length} parts`);
  return [
    ...(isBehindLink ? [...sections.slice(0, most), ...more] : sections),
    ...toActions(positioned(buttons, "button"), rendering),
  ];
}

/** Slack shows a picture by its address. It has no player for anything else at an address: that is a link. */
function renderMedia(
  { media, caption = "", buttons }: Extract<BotMessage, { type: "media" }>,
  rendering: Rendering,
): { file?: SlackFile; blocks: SlackBlock[] } {
  const below = [...toSections(caption), ...toActions(positioned(buttons, "button"), rendering)];
  if (media.captions !== undefined) rendering.lose("captions_dropped", "media");
  if (media.file !== undefined) return { file: { file: media.file, alt: asText(media.alt) ?? "" }, blocks: below };
  const url = webUrlOf(media.url);
  const words = [asText(media.alt), asText(media.name)].find((each) => each !== undefined && each.trim() !== "") ?? "";
  if (url === undefined || url.length > limits.image.url) {
    rendering.lose("address_refused", "media");
    return { blocks: [...(caption.trim() === "" ? toSections(words) : []), ...below] };
  }
  if (media.kind === "image") return { blocks: [toImageBlock(url, words), ...below] };
  rendering.lose(url.length <= longest.url ? "media_as_link" : "address_refused", "media");
  return { blocks: [linkSection(url, words), ...below] };
}

/** Units of an address, and of the words on it, of which a block has room for both. */
const longest = { url: 2_000, words: 200 };

/** What is in the way of a link, since Slack escapes it, is left out: the words say what it was. */
function linkSection(url: string, words: string): SlackBlock {
  const link = writeLink(url, shorten(words, longest.words));
  if (link.length <= limits.text) return section(link);
  return section(shortenEscaped(words.trim() === "" ? url : words, limits.text));
}

/** Items with more than a label stand by themselves, each with its button; others side by side. */
function renderItems(items: readonly ListItem[], rendering: Rendering): SlackBlock[] {
  const blocks: SlackBlock[] = [];
  let together: Positioned[] = [];
  const flush = (): void => {
    blocks.push(...toActions(together, rendering));
    together = [];
  };
  for (const [index, { label, description = "", imageUrl, link }] of items.entries()) {
    const position = `item ${index + 1}`;
    const choice: Positioned = [{ label, link }, position];
    const image = toImage(imageUrl === undefined ? undefined : { url: imageUrl, alt: label }, position, rendering);
    if (image === undefined && description.trim() === "") together.push(choice);
    else {
      flush();
      const [first = section("…"), ...rest] = [
        ...toBold(asText(label) ?? "", limits.text).map(section),
        ...toSections(description),
      ];
      const beside = first.type === "section" && image !== undefined ? { ...first, accessory: image } : first;
      blocks.push(beside, ...rest, ...toActions([choice], rendering));
    }
  }
  flush();
  return blocks;
}

function renderLocation(
  { location, buttons }: Extract<BotMessage, { type: "location" }>,
  rendering: Rendering,
): SlackBlock[] {
  const { title, address = "" } = location;
  const given = addressOfMap(location);
  const url = given !== undefined && given.length <= longest.url ? given : undefined;
  if (url === undefined) rendering.lose("map_dropped", "location");
  const name = asText(title) ?? asText(address) ?? "";
  const words = url === undefined ? toBold(name, limits.text).map(section) : [linkSection(url, name)];
  return [...words, ...toSections(escapeMarks(address)), ...toActions(positioned(buttons, "button"), rendering)];
}

function addressOfMap(location: MapLocation): string | undefined {
  if (location.url !== undefined && isWebUrl(location.url)) return webUrlOf(location.url);
  return isOnMap(location) ? mapUrl(location) : undefined;
}

/** An address is no Markdown. */
function escapeMarks(words: string): string {
  return words.replaceAll(/[\\`*_[\]<>#|~]/g, "\\$&");
}

/** Sources as small lines. */
export function renderFootnotes({ footnotes = [] }: BotMessage, { lose }: Rendering): SlackBlock[] {
  const written = footnotes.flatMap(({ title, url, excerpt }, index) => {
    const position = `footnote ${index + 1}`;
    const address = url === undefined ? undefined : webUrlOf(url);
    if (url !== undefined && address === undefined) lose("address_refused", position);
    if (excerpt !== undefined) lose("excerpt_dropped", position);
    const words = (asText(title) ?? "").replaceAll(/\s+/g, " ").trim();
    if (words === "" && address === undefined) {
      lose("text_missing", position);
      return [];
    }
    const link = address === undefined ? undefined : writeLink(address, words);
    return [
      `[${index + 1}] ${link !== undefined && link.length < limits.text - 10 ? link : shortenEscaped(words, limits.text - 10)}`,
    ];
  });
  return joinWithin(written, limits.text).map((text): SlackBlock => ({
    type: "context",
    elements: [{ type: "mrkdwn", text }],
  }));
}

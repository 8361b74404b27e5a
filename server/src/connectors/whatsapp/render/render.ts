import type { Loss, Rendered } from "#channel/connector.ts";
import { splitText } from "#channel/kit/split-text.ts";
import { isOnMap } from "#channel/message/location.ts";
import type { ToToken } from "#channel/message/link-token.ts";
import type { BotMessage } from "#channel/message/message.ts";
import { toSimplerMessages } from "#channel/message/panel-messages.ts";
import { shorten } from "#channel/kit/shorten.ts";
import { webUrlOf } from "#channel/kit/web-url.ts";
import { limits } from "#connectors/whatsapp/limits.ts";
import type { CloudMessage, WhatsAppPayload } from "#connectors/whatsapp/send/message.ts";
import { type Content, formButtons, readButtons, readItems, readReplies, type Rendering } from "./choices.ts";
import { compose } from "./compose.ts";
import { footnoteLines } from "./footnotes.ts";
import { readNative } from "./native.ts";
import { readCard, readCards } from "./render-cards.ts";
import { readMedia } from "./render-media.ts";
import { joinParts, toShownText, toTitle } from "./words.ts";

/**
 * Translates a neutral message to messages of the Cloud API. Pure and total. A choice can be tapped or is an address in the text, or a loss
 * names it. Text is split, never cut.
 */
export function render(message: BotMessage, toToken: ToToken, { listLabel }: { listLabel: string }): Rendered {
  const losses: Loss[] = [];
  const rendering: Rendering = { toToken, listLabel, lose: (rule, detail) => void losses.push({ rule, detail }) };
  const native = readNative(message);
  if (native.type === "fit") return { payloads: native.payloads, losses };
  if (native.type === "refused") rendering.lose("native_refused", `whatsapp messages ${native.positions.join(", ")}`);
  if (message.type === "panel") {
    const { messages, losses: lost } = toSimplerMessages(message);
    losses.push(...lost);
    return { payloads: toPayloads(messages.flatMap((part) => renderOne(part, rendering))), losses };
  }
  const parts = renderOne(message, rendering);
  if (parts.length === 0) rendering.lose("text_missing", "message");
  return { payloads: toPayloads(parts), losses };
}

function toPayloads(messages: readonly CloudMessage[]): WhatsAppPayload[] {
  return messages.map((message, index) => (index === 0 ? { message } : { message, follows: true }));
}

/** A panel is shown as several of the others. */
type Shown = Exclude<BotMessage, { type: "panel" }>;

function renderOne(message: BotMessage, rendering: Rendering): CloudMessage[] {
  if (message.type === "panel")
    return toSimplerMessages(message).messages.flatMap((part) => renderOne(part, rendering));
  const { before, content } = readMessage(message, rendering);
  const { taps, asks } = readReplies(message.quickReplies);
  const all: Content = {
    ...content,
    body: joinParts([content.body, footnoteLines(message.footnotes ?? [], rendering)]),
    taps: [...content.taps, ...taps],
    ...(asks === undefined ? {} : { asks }),
  };
  return [...before, ...compose(all, rendering)];
}

function readMessage(message: Shown, rendering: Rendering): { before: CloudMessage[]; content: Content } {
  switch (message.type) {
    case "text":
      return { before: [], content: readText(message, rendering) };
    case "card":
      return { before: [], content: readCard(message.card, "card", rendering) };
    case "carousel":
      return readCards(message.cards, rendering);
    case "media":
      return readMedia(message, rendering);
    case "list":
      return {
        before: [],
        content: { body: toShownText(message.text), taps: readItems(message.items), pages: [] },
      };
    case "location":
      return readLocation(message, rendering);
    case "form":
      // The story that the form's link leads to asks for the missing fields, one after another.
      rendering.lose("form_as_button", `form, ${message.fields.length} fields`);
      return {
        before: [],
        content: { body: toShownText(message.text), ...readButtons(formButtons(message), "button", rendering) },
      };
    case "custom":
      rendering.lose("custom_replaced", "custom");
      return { before: [], content: { body: toShownText(message.alt), taps: [], pages: [] } };
  }
}

/** Of a text that would be several messages only the beginning is said, where the story says where it stands in full. */
function readText(message: Extract<Shown, { type: "text" }>, rendering: Rendering): Content {
  const { text, reasoning, document, readMore, buttons } = message;
  if (reasoning !== undefined) rendering.lose("reasoning_dropped", "text");
  if (document !== undefined) rendering.lose("document_as_text", "text");
  const body = joinParts([toTitle(document?.title ?? ""), toShownText(text)]);
  const choices = readButtons(buttons, "button", rendering);
  const isLong = body.length > limits.text && readMore !== undefined && webUrlOf(readMore.url) !== undefined;
  if (!isLong) return { body, ...choices };
  const more = readButtons([{ type: "url", ...readMore }], "read more", rendering);
  rendering.lose("text_behind_link", "text");
  const [beginning = ""] = splitText(body, limits.body - " …".length);
  return { body: `${beginning} …`, taps: choices.taps, pages: [...more.pages, ...choices.pages] };
}

/** WhatsApp has a map of its own. What it has no room for, or no map, is said. */
function readLocation(
  message: Extract<Shown, { type: "location" }>,
  rendering: Rendering,
): { before: CloudMessage[]; content: Content } {
  const { location, alt = "", buttons } = message;
  const { latitude, longitude, title, address = "" } = location;
  const choices = readButtons(buttons, "button", rendering);
  if (!isOnMap(location)) {
    rendering.lose("map_dropped", "location");
    const words = alt.trim() === "" ? joinParts([toTitle(title), toShownText(address)], "\n") : toShownText(alt);
    return { before: [], content: { body: words, ...choices } };
  }
  const name = shorten(title.toWellFormed().replaceAll("\0", ""), limits.location.name);
  const where = shorten(address.toWellFormed().replaceAll("\0", ""), limits.location.address);
  const map: CloudMessage = {
    type: "location",
    location: {
      latitude,
      longitude,
      ...(name === "" ? {} : { name }),
      ...(name === "" || where === "" ? {} : { address: where }),
    },
  };
  const isAlone = choices.taps.length + choices.pages.length + message.quickReplies.length === 0;
  return { before: [map], content: { body: isAlone ? "" : toShownText(alt === "" ? title : alt), ...choices } };
}

import { shorten } from "#channel/kit/shorten.ts";
import { splitOffEnd, splitText } from "#channel/kit/split-text.ts";
import { writeChoiceId } from "#connectors/whatsapp/choice-id.ts";
import { limits } from "#connectors/whatsapp/limits.ts";
import type { CloudMedia, CloudMessage, Header, Interactive, Row } from "#connectors/whatsapp/send/message.ts";
import type { Content, Head, Page, Rendering } from "./choices.ts";
import { fitButtons, toRows } from "./rows.ts";
import { joinParts } from "./words.ts";

/**
 * Puts what a message says into as few messages of WhatsApp's as it needs: a person gets one message in six seconds, so each one more
 * makes them wait. No choice is left out: three become buttons, ten the rows of a list, more of them several lists.
 */
export function compose(content: Content, rendering: Rendering): CloudMessage[] {
  const { taps, pages, asks } = content;
  const [page] = pages;
  if (taps.length > 0) return withAsk(composeTaps(withPages(content, rendering), rendering), asks);
  if (page?.isWeb === true && pages.length === 1) return withAsk(composePage(content, page, rendering), asks);
  if (pages.length > 0) return withAsk(composeWords(withPages(content, rendering), rendering), asks);
  return asks === undefined ? composeWords(content, rendering) : composeAsk(content, asks, rendering);
}

export function textMessages(text: string, { lose }: Rendering): CloudMessage[] {
  const parts = splitText(text, limits.text);
  if (parts.length > 1) lose("text_split", `text, ${parts.length} parts`);
  return parts.map((body) => ({ type: "text", text: { body } }));
}

/** A file of its own, with words below it where there is room. */
export function mediaMessage({ kind, source, filename }: Head, caption = ""): CloudMessage {
  const media: CloudMedia = { ...source, ...(caption === "" ? {} : { caption }) };
  switch (kind) {
    case "image":
      return { type: "image", image: media };
    case "video":
      return { type: "video", video: media };
    case "document":
      return { type: "document", document: { ...media, ...(filename === undefined ? {} : { filename }) } };
  }
}

/** WhatsApp has a button for one address, and for nothing beside it. Of others the text says where they lead. */
function withPages({ pages, ...content }: Content, { lose }: Rendering): Content {
  for (const { position } of pages) lose("url_as_text", position);
  const lines = pages.map(({ label, url }) => (label === "" ? url : `${label}: ${url}`));
  return { ...content, body: joinParts([content.body, lines.join("\n")]), pages: [] };
}

function composeWords({ head, body }: Content, rendering: Rendering): CloudMessage[] {
  if (head === undefined) return textMessages(body, rendering);
  if (body.length <= limits.caption) return [mediaMessage(head, body)];
  return [mediaMessage(head), ...textMessages(body, rendering)];
}

function composePage({ head, body }: Content, { label, url, position }: Page, rendering: Rendering): CloudMessage[] {
  const { before, end } = endOf(body, limits.body, rendering);
  const title = shorten(label, limits.url.title);
  if (title === "") rendering.lose("label_missing", position);
  else if (title !== label) rendering.lose("label_shortened", position);
  const parameters = { display_text: title === "" ? "…" : title, url };
  const words = { ...headerOf(head), body: { text: orDots(joinParts([end, title === label ? "" : label])) } };
  // The whole label may have no room below a long text.
  const shown = words.body.text.length <= limits.body ? words : { ...words, body: { text: orDots(end) } };
  return [...before, interactive({ ...shown, type: "cta_url", action: { name: "cta_url", parameters } })];
}

function composeTaps(content: Content, rendering: Rendering): CloudMessage[] {
  const { head, body, taps } = content;
  if (!fitButtons(taps)) return composeLists(content, rendering);
  const isLong = body.length > limits.body;
  if (isLong && head === undefined && body.length <= limits.listBody) {
    rendering.lose("buttons_as_list", `${taps.length} buttons below a long text`);
    return composeLists(content, rendering);
  }
  const { before, end } = endOf(body, limits.body, rendering);
  const buttons = taps.map(({ label, choice }, index) => ({
    type: "reply" as const,
    reply: { id: writeChoiceId(choice, index, rendering.toToken), title: label },
  }));
  const words = { ...headerOf(head), body: { text: orDots(end) } };
  return [...before, interactive({ ...words, type: "button", action: { buttons } })];
}

/** A list has no picture above it. */
function composeLists({ head, body, taps }: Content, rendering: Rendering): CloudMessage[] {
  const { rows, lines } = toRows(taps, rendering);
  const { before, end } = endOf(joinParts([body, lines.join("\n")]), limits.listBody, rendering);
  const parts = inChunks(rows, limits.list.rows);
  if (parts.length > 1) rendering.lose("list_split", `${rows.length} choices`);
  const lists = parts.map((part, index) =>
    interactive({
      type: "list",
      body: { text: orDots(index === 0 ? end : "") },
      action: { button: rendering.listLabel, sections: [{ rows: part }] },
    }),
  );
  return [...(head === undefined ? [] : [mediaMessage(head)]), ...before, ...lists];
}

function composeAsk({ head, body }: Content, asks: string, rendering: Rendering): CloudMessage[] {
  const { before, end } = endOf(body, limits.body, rendering);
  return [...(head === undefined ? [] : [mediaMessage(head)]), ...before, locationRequest(end === "" ? asks : end)];
}

function withAsk(messages: CloudMessage[], asks: string | undefined): CloudMessage[] {
  return asks === undefined ? messages : [...messages, locationRequest(asks)];
}

function locationRequest(words: string): CloudMessage {
  return interactive({
    type: "location_request_message",
    body: { text: orDots(shorten(words, limits.body)) },
    action: { name: "send_location" },
  });
}

/** The end of a text that stands with the choices, and texts with what comes before. */
function endOf(body: string, max: number, { lose }: Rendering): { before: CloudMessage[]; end: string } {
  const { before, end } = splitOffEnd(body, max);
  if (before !== "") lose("text_split", "text, the end stands with the choices");
  const texts = splitText(before, limits.text);
  return { before: texts.map((part) => ({ type: "text", text: { body: part } })), end };
}

function headerOf(head: Head | undefined): { header?: Header } {
  if (head === undefined) return {};
  const { kind, source, filename } = head;
  if (kind === "image") return { header: { type: "image", image: source } };
  if (kind === "video") return { header: { type: "video", video: source } };
  return {
    header: { type: "document", document: { ...source, ...(filename === undefined ? {} : { filename }) } },
  };
}

function interactive(content: Interactive): CloudMessage {
  return { type: "interactive", interactive: content };
}

/** Meta demands some text above what can be tapped. */
function orDots(words: string): string {
  return words === "" ? "…" : words;
}

function inChunks(rows: readonly Row[], size: number): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, index) =>
    rows.slice(index * size, (index + 1) * size),
  );
}

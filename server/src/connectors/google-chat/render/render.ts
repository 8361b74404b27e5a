import type { Loss } from "#channel/connector.ts";
import { encodeChoice } from "#channel/kit/choice-code.ts";
import { asText } from "#channel/kit/json-with-ids.ts";
import { joinWithin } from "#channel/kit/markdown/fit.ts";
import { stripMarkdown } from "#channel/kit/markdown/strip-markdown.ts";
import type { MessagePart, PartsDialect } from "#channel/kit/parts/parts.ts";
import { pagesOf } from "#channel/kit/parts/positioned.ts";
import { renderParts } from "#channel/kit/parts/render-parts.ts";
import { shorten } from "#channel/kit/shorten.ts";
import type { ToToken } from "#channel/message/link-token.ts";
import type { BotMessage } from "#channel/message/message.ts";
import { toSimplerMessages } from "#channel/message/panel-messages.ts";
import { choicesOf, toPlainText } from "#channel/message/plain-text.ts";
import { limits } from "#connectors/google-chat/limits.ts";
import type { GoogleChatMessage } from "#connectors/google-chat/message.ts";
import { cardText, chatText, type Language } from "./marks.ts";
import { readNativePayloads } from "./native.ts";
import { packSections } from "./pack.ts";
import { toFormSection } from "./render-form.ts";
import { type Called, toSections } from "./widgets.ts";

type ChatRendered = { payloads: GoogleChatMessage[]; losses: Loss[] };
type Body = Exclude<BotMessage, { type: "panel" }>;

function dialectOf({ write, bold, escape, link }: Language, text: number): PartsDialect {
  return {
    write: (markdown) => write(markdown, text),
    bold: (words) => bold(words, text),
    escape,
    link,
    tapOf: (choice, toToken) => toToken(encodeChoice(choice)),
    limits: { text, label: limits.button.label, url: limits.button.url, buttons: limits.button.perRow },
  };
}

const textDialect = dialectOf(chatText, limits.text);
const cardDialect = dialectOf(cardText, limits.cardText);

/**
 * Translates a neutral message to messages of Google Chat: words alone are a text, all else is a card. Pure and total. Every choice is a button,
 * however many there are, or a loss names it. Text is split, never cut.
 */
export function render(message: BotMessage, toToken: ToToken, called: Called): ChatRendered {
  const native = readNativePayloads(message);
  if (native.type === "fit") return { payloads: native.payloads, losses: [] };
  const refused: Loss[] =
    native.type === "refused"
      ? [{ rule: "native_refused", detail: `google-chat messages ${native.positions.join(", ")}` }]
      : [];
  const { payloads, losses } = renderNeutral(message, toToken, called);
  return { payloads, losses: [...refused, ...losses] };
}

function renderNeutral(message: BotMessage, toToken: ToToken, called: Called): ChatRendered {
  if (message.type === "panel") {
    const { messages, losses } = toSimplerMessages(message);
    const parts = messages.map((part) => render(part, toToken, called));
    return {
      payloads: parts.flatMap(({ payloads }) => payloads),
      losses: [...losses, ...parts.flatMap((part) => part.losses)],
    };
  }
  const { payloads, losses } = renderWords(message, toToken) ?? renderCards(message, toToken, called);
  const split = payloads.length > 1 ? [{ rule: "text_split", detail: `${payloads.length} messages` }] : [];
  return { payloads, losses: [...losses, ...split] };
}

/** Undefined: there is more than words, or more words than one message has room for and a page on which they stand. */
function renderWords(message: Body, toToken: ToToken): ChatRendered | undefined {
  if ((message.type !== "text" && message.type !== "custom") || choicesOf(message).length > 0) return undefined;
  const { readMore, ...rest } = { readMore: undefined, ...message };
  const { rendered, losses } = renderParts(rest, textDialect, toToken);
  const texts = rendered.flatMap(({ parts }) => parts).flatMap((part) => (part.type === "text" ? [part.text] : []));
  const joined = joinWithin(texts, limits.text, "\n\n");
  if (readMore !== undefined && joined.length > 1) return undefined;
  return { payloads: joined.map((text) => ({ text })), losses };
}

function renderCards(message: Body, toToken: ToToken, called: Called): ChatRendered {
  const form = message.type === "form" ? toFormSection(message, toToken, called) : undefined;
  const shown = message.type === "form" && form !== undefined ? withoutFields(message) : message;
  const { rendered, losses } = renderParts(shown, cardDialect, toToken);
  const parts = rendered.flatMap(({ file, parts: some }): readonly MessagePart[] =>
    file === undefined ? some : [{ type: "text", text: cardText.escape(nameOf(message, file.name)) }, ...some],
  );
  if (rendered.some(({ file }) => file !== undefined)) losses.push({ rule: "file_as_words", detail: "media" });
  if (parts.some((part) => part.type === "image" && !part.url.startsWith("https:")))
    losses.push({ rule: "media_as_link", detail: "image" });
  const sections = toSections(parts, { ...called, sideBySide: message.type === "carousel" });
  const plain = stripMarkdown(toPlainText(message)).replaceAll(/\s+/g, " ");
  const words = shorten(asText(plain) ?? "", limits.fallback);
  const all = form === undefined ? sections : [...sections, form.section];
  const named = losses.filter(({ rule }) => form === undefined || rule !== "text_missing");
  return { payloads: packSections(all, words), losses: [...named, ...(form?.losses ?? [])] };
}

/** The text of a form and the pages that it asks consent to; its fields are widgets. */
function withoutFields(form: Extract<Body, { type: "form" }>): Body {
  const { text, quickReplies, footnotes } = form;
  const buttons = pagesOf(form).flatMap(([{ label, url }]) =>
    url === undefined ? [] : [{ type: "url" as const, label, url }],
  );
  return { type: "text", text, buttons, quickReplies, ...(footnotes === undefined ? {} : { footnotes }) };
}

/** An app cannot hand a file to Chat: who wants it is given its name. */
function nameOf(message: Body, name: string): string {
  const alt = message.type === "media" ? (asText(message.media.alt) ?? "") : "";
  return alt.trim() === "" ? name : `${shorten(alt.replaceAll(/\s+/g, " "), 500)} (${name})`;
}

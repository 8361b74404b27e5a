import type { BotMessage } from "#channel/message/message.ts";
import type { Loss } from "#channel/connector.ts";
import { toSimplerMessages } from "#channel/message/panel-messages.ts";
import type { ToToken } from "#channel/message/link-token.ts";
import { textBubbles, toButtonTemplates } from "./bubbles.ts";
import { labelChoices, withLines } from "./choice-labels.ts";
import {
  formButtons,
  type Positioned,
  positioned,
  positionedReplies,
  renderButtons,
  type Rendering,
  renderQuickReply,
  type SaidReply,
} from "./render-choices.ts";
import { joinFootnotes } from "./footnotes.ts";
import { limits } from "#connectors/messenger/limits.ts";
import { readNativePayloads } from "./native.ts";
import { type Payloads, tokenPrefix, writeAction } from "#connectors/messenger/payload.ts";
import { renderCards, toCardContent } from "./render-cards.ts";
import { renderGallery } from "./render-gallery.ts";
import { renderList } from "./render-list.ts";
import { renderLocation } from "./render-location.ts";
import { type Body, renderText } from "./render-text.ts";
import type { MessengerPayload } from "#connectors/messenger/send/payload/deliver-payload.ts";
import type { SendMessage } from "#connectors/messenger/send/send-api.ts";
import { webUrlOf } from "#channel/kit/web-url.ts";

/**
 * Translates a neutral message to messages of the Send API. Pure and total. A choice can be tapped in one of them, or a
 * loss names it. Text is split, never cut.
 */
export function render(
  message: BotMessage,
  payloads: Payloads,
  toToken: ToToken,
  /** Whether people may be asked for tokens for later messages. */
  { asksForTokens = false }: { asksForTokens?: boolean } = {},
): Rendered {
  const losses: Loss[] = [];
  const lose: Rendering["lose"] = (rule, detail) => void losses.push({ rule, detail });
  const native = readNativePayloads(message, { asksForTokens });
  if (native.type === "fit") return { payloads: native.payloads, losses };
  if (native.type === "refused") lose("native_refused", `messenger messages ${native.positions.join(", ")}`);
  if (message.type === "panel") return renderPanel(message, (part) => render(part, payloads, toToken), losses);
  const { titles, lines } = labelChoices(message);
  const rendering: Rendering = {
    titles,
    toPayload: (action) => payloads.write(action) ?? `${tokenPrefix}${toToken(writeAction(action))}`,
    lose,
  };
  for (const [index, { type }] of message.quickReplies.entries())
    if (type === "location") rendering.lose("location_request_as_words", `quick reply ${index + 1}`);
  const said = message.quickReplies.filter(({ type }) => type !== "location");
  const { message: labelled, before } = withLines(message, lines);
  const body = renderBody({ ...labelled, quickReplies: said }, rendering);
  const bubbles = [...textBubbles(before), ...body.bubbles];
  const replies = renderReplies([...body.moved, ...positionedReplies(message.quickReplies)], rendering);
  const all = [...joinFootnotes(bubbles, message.footnotes ?? [], rendering), ...replies.templates];
  if (all.length === 0 && replies.quickReplies.length > 0) all.push({ text: "…" });
  // Messenger shows quick replies only under the newest message, so they go with the last part.
  const last = all.at(-1);
  if (last !== undefined && replies.quickReplies.length > 0) last.quick_replies = replies.quickReplies;
  if (last === undefined) rendering.lose("text_missing", "message");
  return { payloads: all, losses };
}

type PanelMessage = Extract<BotMessage, { type: "panel" }>;
type Rendered = { payloads: MessengerPayload[]; losses: Loss[] };

/** A panel as texts, cards and choices, one after another. */
function renderPanel(message: PanelMessage, renderPart: (message: BotMessage) => Rendered, before: Loss[]): Rendered {
  const { messages, losses } = toSimplerMessages(message);
  const parts = messages.map(renderPart);
  return {
    payloads: parts.flatMap(({ payloads }) => payloads),
    losses: [...before, ...losses, ...parts.flatMap((part) => part.losses)],
  };
}

/** The title of a long text stands above it. How the bot has come to a text is left out. */
function wordsOfText(
  { text, reasoning, document }: Extract<BotMessage, { type: "text" }>,
  { lose }: Rendering,
): string {
  if (reasoning !== undefined) lose("reasoning_dropped", "text");
  if (document === undefined) return text;
  lose("document_as_text", "text");
  return [document.title, text].filter((words) => words.trim() !== "").join("\n\n");
}

function renderBody(message: Exclude<BotMessage, PanelMessage>, rendering: Rendering): Body {
  const replies = message.quickReplies.length;
  switch (message.type) {
    case "text":
      return renderText(
        wordsOfText(message, rendering),
        positioned(message.buttons, "button"),
        replies,
        rendering,
        message.readMore,
      );
    case "card":
      return { bubbles: renderCards([toCardContent(message.card, "card", rendering)], rendering), moved: [] };
    case "carousel": {
      const nameOf = (index: number): string => (message.cards.length === 1 ? "card" : `card ${index + 1}`);
      const cards = message.cards.map((card, index) => toCardContent(card, nameOf(index), rendering));
      return { bubbles: renderGallery(cards, rendering) ?? renderCards(cards, rendering), moved: [] };
    }
    case "media":
      return renderMedia(message, rendering);
    case "list":
      return renderList(message, rendering);
    case "location":
      return renderLocation(message, rendering);
    case "form": {
      // The story that the form's link leads to asks for the missing fields, one after another.
      rendering.lose("form_as_button", `form, ${message.fields.length} fields`);
      return renderText(message.text, formButtons(message), replies, rendering);
    }
    case "custom":
      rendering.lose("custom_replaced", "custom");
      return renderText(message.alt, [], replies, rendering);
  }
}

type MediaMessage = Extract<BotMessage, { type: "media" }>;

/**
 * Meta fetches a medium by its address, or is sent the bytes of one in the store (`prepare-files.ts`). The caption follows with the buttons.
 * Words replace a medium that Meta cannot fetch.
 */
function renderMedia(message: MediaMessage, rendering: Rendering): Body {
  const { media, buttons, quickReplies } = message;
  const source = sourceOf(media);
  const isSendable = source !== undefined;
  if (!isSendable) rendering.lose("address_refused", "media");
  if (media.name !== undefined && isSendable) rendering.lose("file_name_dropped", "media");
  if (media.captions !== undefined && isSendable) rendering.lose("captions_dropped", "media");
  const kind = isSendable ? kindOfCard(message) : undefined;
  // Rendered once: what is lost of them is named once.
  const onCard = kind && renderButtons(positioned(buttons, "button"), rendering);
  if (isSendable && kind !== undefined && onCard !== undefined && onCard.length > 0) {
    const element = { media_type: kind, ...source, buttons: onCard };
    const payload = { template_type: "media" as const, elements: [element] };
    return { bubbles: [{ attachment: { type: "template", payload } }], moved: [] };
  }
  const shown: SendMessage[] = isSendable ? [{ attachment: { type: media.kind, payload: source } }] : [];
  const words = isSendable ? (message.caption ?? "") : wordsForMedia(message);
  const below = onCard === undefined ? positioned(buttons, "button") : [];
  const body = renderText(words, below, quickReplies.length, rendering);
  return { bubbles: [...shown, ...body.bubbles], moved: body.moved };
}

function sourceOf({ url = "", file }: MediaMessage["media"]): { url: string } | { blob: string } | undefined {
  if (file !== undefined) return { blob: file.blob };
  const address = webUrlOf(url);
  return address === undefined ? undefined : { url: address };
}

/** Meta shows buttons right under a picture or a film, where no words come between. Meta needs its own copy of it for that. */
function kindOfCard({ media: { kind }, caption = "", buttons }: MediaMessage): "image" | "video" | undefined {
  const isFew = buttons.length > 0 && buttons.length <= limits.mediaTemplate.buttons;
  return caption.trim() === "" && isFew && (kind === "image" || kind === "video") ? kind : undefined;
}

function wordsForMedia({ alt, caption, media }: MediaMessage): string {
  return [alt, caption, media.alt].find((words) => words !== undefined && words.trim() !== "") ?? "";
}

/** Quick replies beyond Meta's limit become buttons above the others, so that each choice can still be tapped. */
function renderReplies(replies: readonly Positioned<SaidReply>[], rendering: Rendering) {
  const room = limits.quickReplies.count;
  const overflow = replies.slice(room);
  if (overflow.length > 0) rendering.lose("quick_replies_as_buttons", `quick replies from ${room + 1} on`);
  return {
    quickReplies: replies.slice(0, room).flatMap(([reply, position]) => renderQuickReply(reply, position, rendering)),
    templates: toButtonTemplates("", renderButtons(overflow, rendering)),
  };
}

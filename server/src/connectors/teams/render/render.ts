import type { Loss, Rendered } from "#channel/connector.ts";
import { asText } from "#channel/kit/json-with-ids.ts";
import { joinWithin } from "#channel/kit/markdown/fit.ts";
import type { ToToken } from "#channel/message/link-token.ts";
import type { BotMessage } from "#channel/message/message.ts";
import { toSimplerMessages } from "#channel/message/panel-messages.ts";
import { choicesOf } from "#channel/message/plain-text.ts";
import { limits } from "#connectors/teams/limits.ts";
import type { TeamsMessage, TeamsPayload } from "#connectors/teams/message.ts";
import { escapeHtml, toBoldHtml, toHtml, writeHtmlLink } from "./html.ts";
import { lengthOf } from "./lengths.ts";
import { readNativePayloads } from "./native.ts";
import { packPieces } from "./pack.ts";
import { type Body, renderBody, renderSources, type Source, sourcesOf } from "./render-body.ts";
import { openRendering, positioned, type Rendering, toActions } from "./rendering.ts";

type TeamsRendered = Rendered & { payloads: TeamsPayload[] };

/**
 * Translates a neutral message to messages of Teams: words alone are a text, all else is a card. Pure and total. Every choice is a button, however
 * many there are, or a loss names it. Text is split, never cut.
 */
export function render(message: BotMessage, toToken: ToToken): TeamsRendered {
  const native = readNativePayloads(message);
  if (native.type === "fit") return { payloads: native.payloads, losses: [] };
  const refused: Loss[] =
    native.type === "refused"
      ? [{ rule: "native_refused", detail: `teams messages ${native.positions.join(", ")}` }]
      : [];
  if (message.type === "panel") return renderPanel(message, refused, toToken);
  const rendering = openRendering(toToken);
  const { losses, lose } = rendering;
  losses.push(...refused);
  for (const [index, { type }] of message.quickReplies.entries())
    if (type === "location") lose("location_request_as_words", `quick reply ${index + 1}`);
  const payloads = renderWords(message, rendering) ?? renderPieces(message, rendering);
  if (payloads.length > 1 && !payloads.some((payload) => "picture" in payload))
    lose("text_split", `${payloads.length} messages`);
  if (payloads.length === 0) lose("text_missing", "message");
  return { payloads, losses };
}

/** Undefined: there is more than words, or more words than one message has room for and a page on which they stand. */
function renderWords(message: Body, rendering: Rendering): TeamsMessage[] | undefined {
  if (message.type !== "text" && message.type !== "custom") return undefined;
  if (choicesOf(message).length > 0) return undefined;
  const isText = message.type === "text";
  const title = isText ? (asText(message.document?.title) ?? "") : "";
  const text = asText(isText ? message.text : message.alt) ?? "";
  const words = [...toBoldHtml(title, limits.words), ...toHtml(text, limits.words)];
  if (isText && message.readMore !== undefined && joinHtml(words).length > 1) return undefined;
  if (isText && message.reasoning !== undefined) rendering.lose("reasoning_dropped", "text");
  if (isText && message.document !== undefined) rendering.lose("document_as_text", "text");
  if (!isText) rendering.lose("custom_replaced", "custom");
  const parts = joinHtml([...words, ...sourcesOf(message, rendering).map(writeSource)]);
  return parts.map((part) => ({ text: part, textFormat: "xml" }));
}

function joinHtml(pieces: readonly string[]): string[] {
  return joinWithin(pieces, limits.words, "", lengthOf);
}

function writeSource({ number, words, url }: Source): string {
  return `<p>[${number}] ${url === undefined ? escapeHtml(words) : writeHtmlLink(url, words)}</p>`;
}

function renderPieces(message: Body, rendering: Rendering): TeamsPayload[] {
  const { picture, pieces } = renderBody(message, rendering);
  const all = [
    ...pieces,
    ...renderSources(sourcesOf(message, rendering)),
    // Choices that go away say words only, and nothing of what they mean: they stay as buttons.
    ...toActions(positioned(message.quickReplies, "quick reply"), rendering),
  ];
  return [...(picture === undefined ? [] : [picture]), ...packPieces(all)];
}

/** A panel as texts, cards and choices, one after another. */
function renderPanel(
  message: Extract<BotMessage, { type: "panel" }>,
  before: readonly Loss[],
  toToken: ToToken,
): TeamsRendered {
  const { messages, losses } = toSimplerMessages(message);
  const parts = messages.map((part) => render(part, toToken));
  return {
    payloads: parts.flatMap(({ payloads }) => payloads),
    losses: [...before, ...losses, ...parts.flatMap((part) => part.losses)],
  };
}

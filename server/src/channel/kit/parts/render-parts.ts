import type { Loss } from "#channel/connector.ts";
import { asText } from "#channel/kit/json-with-ids.ts";
import { shorten } from "#channel/kit/shorten.ts";
import { webUrlOf } from "#channel/kit/web-url.ts";
import type { ToToken } from "#channel/message/link-token.ts";
import type { BotMessage, StoredFile } from "#channel/message/message.ts";
import { toSimplerMessages } from "#channel/message/panel-messages.ts";
import { toButtons, toTexts } from "./buttons.ts";
import { type MessagePart, openRendering, type PartsDialect, type Rendering, type SimplePart } from "./parts.ts";
import { positioned } from "./positioned.ts";
import { renderBody } from "./render-body.ts";

/** What one message of a story becomes: a file first, where there is one, then parts in order. */
export type RenderedParts = { readonly file?: StoredFile; readonly parts: readonly MessagePart[] };

/**
 * Translates a neutral message to parts. Pure and total. Every choice is a button, however many there are, or a loss names it. Text is split, never
 * cut. A panel is several of them.
 */
export function renderParts(
  message: BotMessage,
  dialect: PartsDialect,
  toToken: ToToken,
): { rendered: RenderedParts[]; losses: Loss[] } {
  if (message.type === "panel") {
    const { messages, losses } = toSimplerMessages(message);
    const each = messages.map((part) => renderParts(part, dialect, toToken));
    return {
      rendered: each.flatMap(({ rendered }) => rendered),
      losses: [...losses, ...each.flatMap((part) => part.losses)],
    };
  }
  const rendering = openRendering(dialect, toToken);
  const { losses, lose } = rendering;
  for (const [index, { type }] of message.quickReplies.entries())
    if (type === "location") lose("location_request_as_words", `quick reply ${index + 1}`);
  const { parts, ...file } = renderBody(message, rendering);
  const all = [
    ...parts,
    ...renderFootnotes(message, rendering),
    // There are no choices that go away: they stay as buttons.
    ...toButtons(positioned(message.quickReplies, "quick reply"), rendering),
  ];
  if (all.length === 0 && file.file === undefined) lose("text_missing", "message");
  return { rendered: all.length === 0 && file.file === undefined ? [] : [{ ...file, parts: all }], losses };
}

/** Sources as small lines. */
function renderFootnotes({ footnotes = [] }: BotMessage, rendering: Rendering): SimplePart[] {
  const { dialect, lose } = rendering;
  const lines = footnotes.flatMap(({ title, url, excerpt }, index) => {
    const position = `footnote ${index + 1}`;
    const web = url === undefined ? undefined : webUrlOf(url);
    const address = web !== undefined && web.length <= dialect.limits.url ? web : undefined;
    if (url !== undefined && address === undefined) lose("address_refused", position);
    if (excerpt !== undefined) lose("excerpt_dropped", position);
    const words = shorten((asText(title) ?? "").replaceAll(/\s+/g, " "), 300);
    if (words === "" && address === undefined) {
      lose("text_missing", position);
      return [];
    }
    const mark = dialect.escape(`[${index + 1}]`);
    return [`${mark} ${address === undefined ? dialect.escape(words) : dialect.link(address, words)}`];
  });
  return toTexts(lines, rendering, true);
}

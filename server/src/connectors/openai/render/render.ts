import type { Rendered } from "#channel/connector.ts";
import { webUrlOf } from "#channel/kit/web-url.ts";
import type { BotMessage } from "#channel/message/message.ts";
import { choicesOf } from "#channel/message/plain-text.ts";
import { withRatingReplies } from "#channel/message/rating.ts";
import { renderBody } from "./render-body.ts";
import { joinParts, linkTo, numbered, openRendering, type Rendering, toLine } from "./rendering.ts";

/** What one message is in this interface: Markdown. */
export type OpenAiPayload = { text: string };

/** Translates a neutral message to Markdown. Pure and total. */
export function render(message: BotMessage): { payloads: OpenAiPayload[]; losses: Rendered["losses"] } {
  const rendering = openRendering();
  const whole = withRatingReplies(message);
  const text = joinParts([
    renderBody(whole, rendering),
    renderFootnotes(whole, rendering),
    renderReplies(whole, rendering),
  ]);
  const { losses } = rendering;
  return { payloads: [{ text: text === "" ? (whole.alt ?? "").trim() : text }], losses };
}

/** The words of a message as a client gets them. */
export function wordsOf(message: BotMessage): string {
  return render(message)
    .payloads.map(({ text }) => text)
    .join("\n\n");
}

function renderReplies({ quickReplies }: BotMessage, rendering: Rendering): string {
  if (quickReplies.some(({ type }) => type === "location"))
    rendering.lose("location_request_as_words", "quick replies");
  const choices = choicesOf({ type: "text", text: "", buttons: [], quickReplies });
  return numbered(choices, "quick reply", rendering);
}

function renderFootnotes({ footnotes = [] }: BotMessage, { lose }: Rendering): string {
  return footnotes
    .map(({ title, url, excerpt }, index) => {
      const position = `footnote ${index + 1}`;
      if (excerpt !== undefined) lose("excerpt_dropped", position);
      const address = url === undefined ? undefined : webUrlOf(url);
      if (url !== undefined && address === undefined) lose("address_refused", position);
      const words = toLine(title);
      // Under one another also where a line break is a blank.
      return `[${index + 1}] ${address === undefined ? words : (linkTo(address, words) ?? words)}`;
    })
    .join("  \n");
}

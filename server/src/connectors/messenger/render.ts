import type { BotMessage, Button, QuickReply } from "#channel/message.ts";
import type { Loss } from "#channel/connector.ts";
import { type Choice, type Rendering, renderButton, renderQuickReply } from "./choices.ts";
import { limits } from "./limits.ts";
import { readNatives } from "./native.ts";
import type { Payloads } from "./payload.ts";
import { renderCards } from "./render-cards.ts";
import { textBubbles, toButtonTemplates, toWords } from "./bubbles.ts";
import type { SendMessage } from "./send-api.ts";
import { isWebUrl } from "./send-api.ts";
import { splitOffEnd } from "./split-text.ts";

/** The parts of an answer before the quick replies are put under the last one. `moved`: buttons that join them. */
type Body = { bubbles: SendMessage[]; moved: QuickReply[] };

/**
 * Translates a neutral message to messages of the Send API. Pure and total. Each choice can be tapped in one of them, or
 * a loss names it; text is split, never cut.
 */
export function render(message: BotMessage, payloads: Payloads): { payloads: SendMessage[]; losses: Loss[] } {
  const losses: Loss[] = [];
  const unsendable: string[] = [];
  const rendering: Rendering = { payloads, unsendable, lose: (rule, detail) => void losses.push({ rule, detail }) };
  const natives = readNatives(message);
  if (natives.type === "fit") return { payloads: natives.payloads, losses };
  if (natives.type === "refused") rendering.lose("native_refused", `messenger messages ${natives.places.join(", ")}`);
  const { bubbles, moved } = renderBody(message, rendering);
  const replies = renderReplies([...moved, ...message.quickReplies], moved.length, rendering);
  const rest = [...replies.templates, ...textBubbles(unsendable.map((label) => `• ${label}`).join("\n"))];
  const all = [...bubbles, ...rest];
  if (all.length === 0 && replies.quickReplies.length > 0) all.push({ text: "…" });
  // Messenger shows quick replies only under the newest message, so they go with the last part.
  const last = all.at(-1);
  if (last !== undefined && replies.quickReplies.length > 0) last.quick_replies = replies.quickReplies;
  if (last === undefined) rendering.lose("text_missing", "message");
  return { payloads: all, losses };
}

function renderBody(message: BotMessage, rendering: Rendering): Body {
  switch (message.type) {
    case "text":
      return renderText(message.text, message.buttons, message.quickReplies.length, rendering);
    case "card":
      return { bubbles: renderCards([message.card], rendering), moved: [] };
    case "carousel":
      return { bubbles: renderCards(message.cards, rendering), moved: [] };
    case "media":
      return renderMedia(message, rendering);
  }
}

/**
 * Up to three buttons stand in a template under the text. More: the ones that go to stories join the quick replies where
 * there is room; else they follow by threes.
 */
function renderText(text: string, buttons: readonly Button[], replies: number, rendering: Rendering): Body {
  const words = toWords(text);
  const { stay, moved } = arrangeButtons(buttons, replies, rendering);
  const sendable = stay.flatMap(([button, place]) => renderButton(button, place, rendering));
  if (sendable.length === 0) {
    const bubbles = textBubbles(words);
    if (bubbles.length > 1) rendering.lose("text_split", `text, ${bubbles.length} parts`);
    return { bubbles, moved };
  }
  const { before, end } = splitOffEnd(words, limits.buttonTemplate.text);
  if (before !== "") rendering.lose("text_split", "text, the end stands with the buttons");
  return { bubbles: [...textBubbles(before), ...toButtonTemplates(end, sendable)], moved };
}

type Placed = [button: Button, place: string];

function arrangeButtons(
  buttons: readonly Button[],
  replies: number,
  { lose }: Rendering,
): { stay: Placed[]; moved: QuickReply[] } {
  const placed = buttons.map((button, index): Placed => [button, `button ${index + 1}`]);
  if (buttons.length <= limits.buttonTemplate.buttons) return { stay: placed, moved: [] };
  const postbacks = buttons.filter((button) => button.type === "postback");
  if (postbacks.length > 0 && postbacks.length + replies <= limits.quickReplies.count) {
    lose("buttons_as_quick_replies", `${postbacks.length} buttons`);
    return { stay: placed.filter(([button]) => button.type === "url"), moved: postbacks };
  }
  lose("buttons_split", `${buttons.length} buttons`);
  return { stay: placed, moved: [] };
}

function renderMedia(message: Extract<BotMessage, { type: "media" }>, rendering: Rendering): Body {
  const { media, caption = "", buttons, quickReplies } = message;
  const isSendable = isWebUrl(media.url);
  if (!isSendable) rendering.lose("address_refused", "media");
  if (media.name !== undefined && isSendable) rendering.lose("file_name_dropped", "media");
  const shown: SendMessage[] = isSendable ? [{ attachment: { type: media.kind, payload: { url: media.url } } }] : [];
  // What cannot be shown is told.
  const words = isSendable || caption.trim() !== "" ? caption : media.alt;
  const body = renderText(words, buttons, quickReplies.length, rendering);
  return { bubbles: [...shown, ...body.bubbles], moved: body.moved };
}

/** What Meta has no room for becomes buttons by threes above the quick replies: nothing is out of reach. */
function renderReplies(replies: readonly QuickReply[], moved: number, rendering: Rendering) {
  const placeOf = (index: number): string =>
    index < moved ? `button ${index + 1} among the quick replies` : `quick reply ${index + 1 - moved}`;
  const places = replies.map((reply, index): [QuickReply, string] => [reply, placeOf(index)]);
  const room = limits.quickReplies.count;
  const overflow = places.slice(room);
  if (overflow.length > 0) rendering.lose("quick_replies_as_buttons", `quick replies from ${room + 1} on`);
  return {
    quickReplies: places.slice(0, room).flatMap(([reply, place]) => renderQuickReply(reply, place, rendering)),
    templates: toButtonTemplates(
      "",
      overflow.flatMap(([reply, place]: [Choice, string]) => renderButton(reply, place, rendering)),
    ),
  };
}

import type { BotMessage, QuickReply } from "#channel/message.ts";
import type { Loss } from "#channel/connector.ts";
import { toButtonTemplates, textBubbles } from "./bubbles.ts";
import { type Placed, type Rendering, placed, renderButtons, renderQuickReply } from "./choices.ts";
import { joinFootnotes } from "./footnotes.ts";
import { limits } from "#connectors/messenger/limits.ts";
import { readNatives } from "./native.ts";
import type { Payloads } from "#connectors/messenger/payload.ts";
import { renderCards, toDrawing } from "./render-cards.ts";
import { renderList } from "./render-list.ts";
import { renderLocation } from "./render-location.ts";
import { renderMedia } from "./render-media.ts";
import { type Body, renderText } from "./render-text.ts";
import type { SendMessage } from "#connectors/messenger/send/send-api.ts";

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
  const replies = renderReplies([...moved, ...placed(message.quickReplies, "quick reply")], rendering);
  const rest = [...replies.templates, ...textBubbles(unsendable.map((label) => `• ${label}`).join("\n"))];
  const all = [...joinFootnotes(bubbles, message.footnotes ?? [], rendering), ...rest];
  if (all.length === 0 && replies.quickReplies.length > 0) all.push({ text: "…" });
  // Messenger shows quick replies only under the newest message, so they go with the last part.
  const last = all.at(-1);
  if (last !== undefined && replies.quickReplies.length > 0) last.quick_replies = replies.quickReplies;
  if (last === undefined) rendering.lose("text_missing", "message");
  return { payloads: all, losses };
}

function renderBody(message: BotMessage, rendering: Rendering): Body {
  const replies = message.quickReplies.length;
  switch (message.type) {
    case "text":
      return renderText(message.text, placed(message.buttons, "button"), replies, rendering);
    case "card":
      return { bubbles: renderCards([toDrawing(message.card, "card", rendering)], rendering), moved: [] };
    case "carousel": {
      const nameOf = (index: number): string => (message.cards.length === 1 ? "card" : `card ${index + 1}`);
      const drawings = message.cards.map((card, index) => toDrawing(card, nameOf(index), rendering));
      return { bubbles: renderCards(drawings, rendering), moved: [] };
    }
    case "media":
      return renderMedia(message, rendering);
    case "list":
      return renderList(message, rendering);
    case "location":
      return renderLocation(message, rendering);
    case "form": {
      // The story that it leads to asks for what is missing, one thing after another.
      rendering.lose("form_as_button", `form, ${message.fields.length} fields`);
      const { label, link } = message.submit;
      return renderText(message.text, [[{ type: "postback", label, link }, "submit"]], replies, rendering);
    }
    case "custom":
      rendering.lose("custom_replaced", "custom");
      return renderText(message.alt, [], replies, rendering);
  }
}

/** What Meta has no room for becomes buttons by threes above the quick replies: nothing is out of reach. */
function renderReplies(replies: readonly Placed<QuickReply>[], rendering: Rendering) {
  const room = limits.quickReplies.count;
  const overflow = replies.slice(room);
  if (overflow.length > 0) rendering.lose("quick_replies_as_buttons", `quick replies from ${room + 1} on`);
  return {
    quickReplies: replies.slice(0, room).flatMap(([reply, place]) => renderQuickReply(reply, place, rendering)),
    templates: toButtonTemplates("", renderButtons(overflow, rendering)),
  };
}

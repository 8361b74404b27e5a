import type { Button, QuickReply } from "#channel/message.ts";
import { textBubbles, toButtonTemplates, toWords } from "./bubbles.ts";
import { type Placed, type Rendering, renderButtons } from "./choices.ts";
import { limits } from "#connectors/messenger/limits.ts";
import type { SendMessage } from "#connectors/messenger/send/send-api.ts";
import { splitOffEnd } from "#channel/kit/split-text.ts";

/** The parts of an answer before the quick replies are put under the last one. `moved`: choices that join them. */
export type Body = { bubbles: SendMessage[]; moved: Placed<QuickReply>[] };

/**
 * Up to three buttons stand in a template under the text. More: the ones that go to stories join the quick replies where
 * there is room; else they follow by threes.
 *
 * @param replies how many quick replies the message has already
 */
export function renderText(
  text: string,
  buttons: readonly Placed<Button>[],
  replies: number,
  rendering: Rendering,
): Body {
  const words = toWords(text);
  const { stay, moved } = arrangeButtons(buttons, replies, rendering);
  const sendable = renderButtons(stay, rendering);
  if (sendable.length === 0) return { bubbles: renderWords(words, rendering), moved };
  const { before, end } = splitOffEnd(words, limits.buttonTemplate.text);
  if (before !== "") rendering.lose("text_split", "text, the end stands with the buttons");
  return { bubbles: [...textBubbles(before), ...toButtonTemplates(end, sendable)], moved };
}

/** Plain words: one bubble, or as many as they need. */
export function renderWords(words: string, { lose }: Rendering): SendMessage[] {
  const bubbles = textBubbles(words);
  if (bubbles.length > 1) lose("text_split", `text, ${bubbles.length} parts`);
  return bubbles;
}

function arrangeButtons(
  buttons: readonly Placed<Button>[],
  replies: number,
  { lose }: Rendering,
): { stay: Placed[]; moved: Placed<QuickReply>[] } {
  if (buttons.length <= limits.buttonTemplate.buttons) return { stay: [...buttons], moved: [] };
  const stay: Placed[] = [];
  const moved: Placed<QuickReply>[] = [];
  for (const [button, place] of buttons) {
    if (button.type === "url") stay.push([button, place]);
    else moved.push([button, place]);
  }
  if (moved.length > 0 && moved.length + replies <= limits.quickReplies.count) {
    lose("buttons_as_quick_replies", `${moved.length} buttons`);
    return { stay, moved };
  }
  lose("buttons_split", `${buttons.length} buttons`);
  return { stay: [...buttons], moved: [] };
}

import type { Button, ReadMore } from "#channel/message/message.ts";
import { beginningOf, textBubbles, toButtonTemplates, toShownText } from "./bubbles.ts";
import { type Positioned, type Rendering, renderButtons, type SaidReply } from "./render-choices.ts";
import { limits } from "#connectors/messenger/limits.ts";
import type { SendMessage } from "#connectors/messenger/send/send-api.ts";
import { splitOffEnd } from "#channel/kit/split-text.ts";

/** The bubbles of a message before the quick replies go under the last one. `moved`: buttons that become quick replies. */
export type Body = { bubbles: SendMessage[]; moved: Positioned<SaidReply>[] };

/**
 * Up to three buttons go into a template under the text. Of more buttons, those that lead to stories become quick replies
 * if there is room for all of them; otherwise all buttons follow in templates of three.
 *
 * @param replies the number of quick replies that the message already has
 * @param readMore where the text stands in full; without it all of it is sent, in however many bubbles
 */
export function renderText(
  text: string,
  buttons: readonly Positioned<Button>[],
  replies: number,
  rendering: Rendering,
  readMore?: ReadMore,
): Body {
  const words = toShownText(text);
  const { stay, moved } = arrangeButtons(buttons, replies, rendering);
  const sendable = renderButtons(stay, rendering);
  const shown = readMore && beginningOf(words);
  const more = shown && renderButtons([[{ type: "url", ...readMore }, "read more"]], rendering);
  if (shown !== undefined && more !== undefined && more.length > 0) {
    rendering.lose("text_behind_link", `text, ${shown.before.length + 1} of ${shown.of} parts`);
    const before = shown.before.map((part) => ({ text: part }));
    return { bubbles: [...before, ...toButtonTemplates(shown.end, [...more, ...sendable])], moved };
  }
  if (sendable.length === 0) return { bubbles: renderWords(words, rendering), moved };
  const { before, end } = splitOffEnd(words, limits.buttonTemplate.text);
  if (before !== "") rendering.lose("text_split", "text, the end stands with the buttons");
  return { bubbles: [...textBubbles(before), ...toButtonTemplates(end, sendable)], moved };
}

/** Renders plain text: one bubble, or as many as it needs. */
export function renderWords(words: string, { lose }: Rendering): SendMessage[] {
  const bubbles = textBubbles(words);
  if (bubbles.length > 1) lose("text_split", `text, ${bubbles.length} parts`);
  return bubbles;
}

function arrangeButtons(
  buttons: readonly Positioned<Button>[],
  replies: number,
  { lose }: Rendering,
): { stay: Positioned[]; moved: Positioned<SaidReply>[] } {
  if (buttons.length <= limits.buttonTemplate.buttons) return { stay: [...buttons], moved: [] };
  const stay: Positioned[] = [];
  const moved: Positioned<SaidReply>[] = [];
  for (const [button, position] of buttons) {
    if (button.type === "url") stay.push([button, position]);
    else moved.push([button, position]);
  }
  if (moved.length > 0 && moved.length + replies <= limits.quickReplies.count) {
    lose("buttons_as_quick_replies", `${moved.length} buttons`);
    return { stay, moved };
  }
  lose("buttons_split", `${buttons.length} buttons`);
  return { stay: [...buttons], moved: [] };
}

import type { BotMessage } from "#channel/message.ts";
import { type Rendering, placed } from "./choices.ts";
import { type Body, renderText } from "./render-text.ts";
import { type SendMessage, isWebUrl } from "#connectors/messenger/send/send-api.ts";

/** A medium goes by its address, which Meta fetches; its caption follows with the buttons. What cannot be shown is told. */
export function renderMedia(message: Extract<BotMessage, { type: "media" }>, rendering: Rendering): Body {
  const { media, buttons, quickReplies } = message;
  const isSendable = isWebUrl(media.url);
  if (!isSendable) rendering.lose("address_refused", "media");
  if (media.name !== undefined && isSendable) rendering.lose("file_name_dropped", "media");
  const shown: SendMessage[] = isSendable ? [{ attachment: { type: media.kind, payload: { url: media.url } } }] : [];
  const words = isSendable ? (message.caption ?? "") : wordsInstead(message);
  const body = renderText(words, placed(buttons, "button"), quickReplies.length, rendering);
  return { bubbles: [...shown, ...body.bubbles], moved: body.moved };
}

function wordsInstead({ alt, caption, media }: Extract<BotMessage, { type: "media" }>): string {
  return [alt, caption, media.alt].find((words) => words !== undefined && words.trim() !== "") ?? "";
}

import type { Button, QuickReply } from "@causerie/protocol";
import type { Chat } from "#chat/chat.ts";
import { focusPanel } from "#react/hooks/focus-panel.ts";
import { openPage } from "./open-page.ts";
import { safeUrl } from "./safe-url.ts";

/** Does what a press of the button does. */
export function pressButton(chat: Chat, button: Button): void {
  if (button.type === "postback") return chat.sendPostback(button);
  const href = safeUrl(button.url);
  if (href !== undefined) openPage(href, button);
}

/** Sends the suggested answer. It is about to disappear, and so would the focus. */
export function pressReply(chat: Chat, reply: QuickReply): void {
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement) focusPanel(activeElement);
  if (reply.type === "postback") chat.sendPostback(reply);
  else if (reply.type === "text") chat.sendText(reply.text ?? reply.label);
}

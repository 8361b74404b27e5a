import type { ReactNode } from "react";
import { renderToString } from "react-dom/server";
import type { Chat } from "#chat/chat.ts";
import { ChatProvider } from "#react/ChatProvider.tsx";
import { useComposer } from "#react/hooks/use-composer.ts";
import { createRichText } from "#react/message/rich-text/create-rich-text.tsx";
import { RichText } from "#react/message/rich-text/RichText.tsx";
import { createScriptedChat } from "./scripted-chat.ts";
import { Thread } from "#react/parts/Thread.tsx";

/** Draws the pieces of a line. */
export const { Inlines } = createRichText();

/** Draws the thread of a chat. @returns its words. */
export function readScreen(chat: Chat): string {
  const html = renderToString(
    <ChatProvider chat={chat} locale="en-GB">
      <Thread />
    </ChatProvider>,
  );
  return wordsOf(html);
}

/** Draws a bot's text. @returns its HTML. */
export function drawText(text: string): string {
  return renderToString(
    <ChatProvider chat={createScriptedChat()} locale="en-GB">
      <RichText text={text} />
    </ChatProvider>,
  );
}

/** Writes a text into the composer and sends it. */
export function typeAndSend(chat: Chat, text: string): void {
  let sendText = (): void => {};
  function Visitor(): ReactNode {
    const composer = useComposer();
    if (composer.text === "") composer.setText(text);
    sendText = composer.send;
    return null;
  }
  renderToString(
    <ChatProvider chat={chat} locale="en-GB">
      <Visitor />
    </ChatProvider>,
  );
  sendText();
}

/** The words without their elements, as a screen reader reads them. */
export function wordsOf(html: string): string {
  return html
    .replaceAll(/<svg.*?<\/svg>/g, "")
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
}

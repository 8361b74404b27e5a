import type { Chat } from "#chat/chat.ts";

export type Beginning = {
  /** Called once, when the history has been loaded. The opening message waits for its promise. */
  onReady?: ((chat: Chat) => void | Promise<void>) | undefined;
  /** Sent without a bubble in a conversation in which nothing has been said, so that the bot begins. */
  openingMessage?: string | undefined;
};

/** Begins the conversation once its history is known, and each that takes its place. @returns a function that ends it. */
export function beginWith(chat: Chat, { onReady, openingMessage }: Beginning): () => void {
  let isReady = false;
  let isCalled = false;
  let wasEmpty = false;

  function look(): void {
    const { loaded, entries } = chat.getState();
    if (!loaded) return;
    if (!isCalled) {
      isCalled = true;
      void callReady();
    }
    const isEmpty = isReady && entries.length === 0;
    if (isEmpty && !wasEmpty && openingMessage) chat.sendOpening(openingMessage);
    wasEmpty = isEmpty;
  }

  async function callReady(): Promise<void> {
    try {
      await onReady?.(chat);
    } catch (error) {
      reportError(error); // A fault in the page's code must not keep the bot from speaking.
    }
    isReady = true;
    look();
  }

  const stop = chat.subscribe(look);
  look();
  return stop;
}

import type { Chat, ChatState } from "#chat/chat.ts";
import { initialModel } from "#chat/state/model.ts";

/** What is pressed in the parts that show it. */
export type Pressed = Pick<Chat, "sendPostback" | "sendText">;

export type PresentedChat = Chat & {
  /** From now on these are called. */
  onPress(pressed: Pressed): void;
  present(shown: Pick<ChatState, "entries" | "quickReplies" | "typing">): void;
};

/** A conversation that only shows what a page gives it, and hands on what is pressed. */
export function createPresentedChat(): PresentedChat {
  let state: ChatState = { ...initialModel, loaded: true };
  const listeners = new Set<() => void>();
  const nothing = (): void => {};
  const unknown = (): never => {
    throw new Error("There is no server behind this part: use <Chat>, or useTock() for what the server can do");
  };
  let handlers: Pressed = { sendPostback: nothing, sendText: nothing };
  return {
    onPress(pressed) {
      handlers = pressed;
    },
    present(shown) {
      state = { ...state, ...shown };
      for (const listener of listeners) listener();
    },
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    on: () => nothing,
    sendPostback: (tap) => handlers.sendPostback(tap),
    sendText: (text) => handlers.sendText(text),
    getDraft: () => "",
    saveDraft: nothing,
    start: nothing,
    setVisible: nothing,
    setContext: nothing,
    dispose: nothing,
    stop: nothing,
    retry: nothing,
    discard: nothing,
    loadEarlier: async () => {},
    setUser: async () => {},
    sendFeedback: unknown,
    sendFiles: async () => unknown(),
    files: async () => unknown(),
    sendLocation: unknown,
    sendReferral: unknown,
    sendOpening: unknown,
    endSession: async () => unknown(),
    request: async () => unknown(),
  };
}

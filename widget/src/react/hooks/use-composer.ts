import { limits } from "@causerie/protocol";
import { useCallback, useEffect, useRef, useState } from "react";
import { useBrowserLayoutEffect } from "./use-browser-layout-effect.ts";
import { useChat, useConnection } from "./use-chat.ts";

export type ComposerState = {
  text: string;
  setText: (text: string) => void;
  /** Characters (not UTF-16 units) that still fit; negative when there are too many. */
  left: number;
  canSend: boolean;
  /** Sends the text and empties the field. Does nothing while `canSend` is false. */
  send: () => void;
  /** From now on `send` calls this instead, with the text, also where there is none. Undefined: back to the text alone. */
  takeSending: (send: ((text: string) => void) | undefined) => void;
};

/** The message that the visitor is writing. A text that is too long is never cut: its author can shorten it. */
export function useComposer(): ComposerState {
  const chat = useChat();
  const refused = useConnection().type === "refused";
  const [text, setText] = useState("");
  const [own, setOwn] = useState<{ send?: ((text: string) => void) | undefined }>({});
  /** The chat's draft after the last change here: empty for ever where a chat of the page's own keeps none. */
  const saved = useRef("");
  const write = (next: string): void => {
    setText(next);
    chat.saveDraft(next);
    saved.current = chat.getDraft();
  };
  // After the first drawing, because a server draws an empty field. Into another conversation the text is taken along.
  useBrowserLayoutEffect(() => write(text || chat.getDraft()), [chat]);
  // A session that has ended takes it away.
  useEffect(
    () =>
      chat.subscribe(() => {
        if (chat.getDraft() !== saved.current) setText((saved.current = chat.getDraft()));
      }),
    [chat],
  );
  const left = limits.textLength - countCharacters(text);
  const canSend = (text.trim() !== "" || own.send !== undefined) && left >= 0 && !refused;
  return {
    text,
    setText: write,
    left,
    canSend,
    send: () => {
      if (!canSend) return;
      if (own.send === undefined) chat.sendText(text.trim());
      else own.send(text.trim());
      write("");
    },
    takeSending: useCallback((send) => setOwn({ send }), []),
  };
}

function countCharacters(text: string): number {
  return text.length * 2 < limits.textLength ? text.length : Array.from(text).length;
}

import { limits } from "@causerie/protocol";
import { useState } from "react";
import { useChat, useConnection } from "./use-chat.ts";

export type ComposerState = {
  text: string;
  setText: (text: string) => void;
  /** Characters (not UTF-16 units) that still fit; negative when there are too many. */
  left: number;
  canSend: boolean;
  /** Sends the text and empties the field. Does nothing while `canSend` is false. */
  send: () => void;
};

/** The message that the visitor is writing. A text that is too long is never cut: its author can shorten it. */
export function useComposer(): ComposerState {
  const chat = useChat();
  const refused = useConnection().type === "refused";
  const [text, setText] = useState("");
  const left = limits.textLength - countCharacters(text);
  const canSend = text.trim() !== "" && left >= 0 && !refused;
  return {
    text,
    setText,
    left,
    canSend,
    send: () => {
      if (!canSend) return;
      chat.sendText(text.trim());
      setText("");
    },
  };
}

function countCharacters(text: string): number {
  return text.length * 2 < limits.textLength ? text.length : Array.from(text).length;
}

import { type FormEvent, type ReactNode, useId, useState } from "react";
import { Themed } from "#compat/look/ThemeProvider.tsx";
import type { TockAccessibility } from "#compat/state/settings.ts";

export type ChatInputProps = {
  disabled?: boolean | undefined;
  onSubmit: (message: string) => void;
  accessibility?: TockAccessibility | undefined;
  clearMessages: () => void;
};

/** A field with a button that sends, and one that clears the messages. */
export function ChatInput({ disabled = false, onSubmit, accessibility, clearMessages }: ChatInputProps): ReactNode {
  const [text, setText] = useState("");
  const { sendButtonLabel = "Send a message", clearButtonLabel = "Clear messages" } = accessibility?.input ?? {};
  const id = useId();
  const send = (event: FormEvent): void => {
    event.preventDefault();
    const words = text.trim();
    if (disabled || words === "") return;
    onSubmit(words);
    setText("");
  };
  return (
    <Themed className="causerie-tock-part">
      <form className="causerie causerie-composer" onSubmit={send}>
        <input
          id={id}
          className="causerie-input"
          aria-label={sendButtonLabel}
          value={text}
          disabled={disabled}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className="causerie-button" disabled={disabled}>
          {sendButtonLabel}
        </button>
        <button type="button" className="causerie-button" onClick={clearMessages}>
          {clearButtonLabel}
        </button>
      </form>
    </Themed>
  );
}

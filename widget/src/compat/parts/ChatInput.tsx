import { type FormEvent, type ReactNode, useState } from "react";
import { Themed } from "#compat/look/ThemeProvider.tsx";
import type { TockAccessibility } from "#compat/state/settings.ts";
import { Icon } from "#react/Icon.tsx";

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
  const send = (event: FormEvent): void => {
    event.preventDefault();
    const words = text.trim();
    if (disabled || words === "") return;
    onSubmit(words);
    setText("");
  };
  return (
    <Themed className="causerie-tock-part">
      <div className="causerie" data-theme="light">
        <form className="causerie-composer" onSubmit={send}>
          <div className="causerie-field">
            <input
              className="causerie-input"
              aria-label={sendButtonLabel}
              value={text}
              disabled={disabled}
              onChange={(event) => setText(event.target.value)}
            />
            <button
              type="button"
              className="causerie-icon-button"
              aria-label={clearButtonLabel}
              onClick={clearMessages}
            >
              <Icon name="close" />
            </button>
            <button
              type="submit"
              className="causerie-send"
              aria-label={sendButtonLabel}
              aria-disabled={disabled || text.trim() === ""}
            >
              <Icon name="send" />
            </button>
          </div>
        </form>
      </div>
    </Themed>
  );
}

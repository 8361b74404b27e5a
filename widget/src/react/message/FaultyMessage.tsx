import type { ReactNode } from "react";
import type { Entry } from "#chat/chat.ts";
import { RetryButton } from "#react/RetryButton.tsx";
import { useOwn } from "#react/seams/seams.tsx";
import { type Texts, useText } from "#react/text.ts";
import { Bubble } from "./Bubble.tsx";
import { spokenText } from "./spoken-text.ts";
import { visitorText } from "./visitor-text.ts";

/** The plain words of a message whose drawing failed, and a button to draw it again. */
function FaultyMessage({ entry, onRetry }: { entry: Entry; onRetry: () => void }): ReactNode {
  const text = wordsOf(entry, useText());
  const usual = (
    <>
      <Bubble by={entry.type === "visitor" ? "user" : "bot"}>
        <p className="causerie-text">{text}</p>
      </Bubble>
      <div className="causerie-buttons">
        <RetryButton onPress={onRetry} />
      </div>
    </>
  );
  return (
    <li className="causerie-message" part="message" data-author={entry.type}>
      {useOwn("Fault", { reason: "drawing", entryKey: entry.key, text, retry: onRetry }, usual)}
    </li>
  );
}

/** The fault may be in the parser, too: then the marks are shown as they are. */
function wordsOf(entry: Entry, texts: Texts): string {
  if (entry.type === "visitor") return visitorText(entry.content, texts);
  try {
    return spokenText(entry.message, texts.t);
  } catch {
    return "text" in entry.message ? entry.message.text : "";
  }
}

/** What an `ErrorBoundary` draws in the place of this message. */
export function faultyMessage(entry: Entry): (retry: () => void) => ReactNode {
  return (retry) => <FaultyMessage entry={entry} onRetry={retry} />;
}

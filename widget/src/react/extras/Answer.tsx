import type { ReactNode } from "react";
import { Buttons } from "#react/message/Buttons.tsx";
import { Words } from "#react/message/Words.tsx";
import { useChatState } from "#react/hooks/use-chat.ts";
import { CitedWords } from "./CitedWords.tsx";
import type { AnswerProps } from "./extra-parts.ts";
import { Needed } from "./Needed.tsx";

/** A text with its sources, what its link is or how it came about, or a long one that is opened beside the conversation. */
export function Answer({ message, entryKey }: AnswerProps): ReactNode {
  const entry = useChatState(({ entries }) => entries.findLast(({ key }) => key === entryKey));
  const { text, buttons, reasoning, document, footnotes, preview } = message;
  const progress = entry?.type === "message" ? entry.progress : "complete";
  const plain = (
    <>
      {footnotes === undefined ? (
        <Words text={text} progress={progress} />
      ) : (
        <CitedWords text={text} progress={progress} footnotes={footnotes} />
      )}
      {preview !== undefined && <Needed feature="link-previews" part="LinkPreview" given={{ mark: preview }} />}
      <Buttons buttons={buttons} />
    </>
  );
  return (
    <>
      {reasoning !== undefined && <Needed feature="thinking" part="Reasoning" given={{ reasoning }} />}
      {document === undefined ? (
        plain
      ) : (
        <Needed feature="documents" part="Document" given={{ message, progress }} instead={plain} />
      )}
    </>
  );
}

/** What the bot is doing. `children`: what shows that it does something. */
export function Progress({ children }: { children: ReactNode }): ReactNode {
  return <Needed feature="thinking" part="Progress" given={{}} instead={children} />;
}

import type { ReactNode } from "react";
import type { MessageEntry } from "#chat/chat.ts";
import { Bubble } from "./Bubble.tsx";
import { RichText } from "./rich-text/RichText.tsx";

export type WordsProps = { text: string | undefined; progress?: MessageEntry["progress"] };

/** A bot's words in their bubble, if there are any. */
export function Words({ text = "", progress = "complete" }: WordsProps): ReactNode {
  if (text === "") return null;
  const growing = progress === "streaming";
  return (
    // The whole text is a new element: a translator does not see that it may now read the old one.
    <Bubble key={String(growing)} by="bot" growing={growing}>
      <RichText text={text} progress={progress} />
    </Bubble>
  );
}

import { memo, type ReactNode } from "react";
import type { Entry } from "#chat/chat.ts";
import { Bubble } from "./Bubble.tsx";
import { Delivery } from "./Delivery.tsx";
import type { Position } from "./entry-layout.ts";
import { MessageBody } from "./MessageBody.tsx";
import { PlainText } from "./rich-text/RichText.tsx";
import { saidBy } from "./said-by.ts";
import { type Texts, useText } from "./text.ts";

export type MessageProps = {
  entry: Entry;
  position?: Position;
  /** The newest of the visitor's own: only there "Sent" is worth saying. */
  newest?: boolean;
};

/** One entry of the thread: who said it, what, and when. */
export const Message = memo(function Message({ entry, position = "single", newest = false }: MessageProps): ReactNode {
  const texts = useText();
  const ends = position === "single" || position === "last";
  const name = entry.type === "message" ? entry.author.name : undefined;
  return (
    <li
      className="causerie-message"
      part="message"
      data-author={entry.type === "visitor" ? "visitor" : entry.author.role}
      data-position={position}
      data-state={entry.type === "visitor" ? entry.delivery.type : entry.progress}
    >
      <span className="causerie-sr">{saidBy(entry, texts.t)} </span>
      {name !== undefined && (position === "single" || position === "first") && (
        <p className="causerie-author" aria-hidden="true">
          {name}
        </p>
      )}
      {entry.type === "visitor" ? (
        <Bubble by="user">
          <PlainText text={visitorText(entry.content)} />
        </Bubble>
      ) : (
        <MessageBody entry={entry} />
      )}
      {entry.type === "message" && entry.progress === "stopped" && (
        <p className="causerie-stopped" part="error">
          {texts.t("stopped")}
        </p>
      )}
      <div className="causerie-foot">
        {ends && <Time at={entry.at} texts={texts} />}
        {entry.type === "visitor" && <Delivery entry={entry} text={visitorText(entry.content)} newest={newest} />}
      </div>
    </li>
  );
});

function Time({ at, texts }: { at: number; texts: Texts }): ReactNode {
  return (
    <time className="causerie-time" dateTime={new Date(at).toISOString()}>
      {texts.time(at)}
    </time>
  );
}

type VisitorContent = Extract<Entry, { type: "visitor" }>["content"];

function visitorText(content: VisitorContent): string {
  switch (content.type) {
    case "text":
      return content.text;
    case "postback":
      return content.label;
    case "start":
    case "referral":
      return ""; // Not bubbles; the thread leaves them out.
  }
}

import { memo, type ReactNode } from "react";
import type { Entry } from "#chat/chat.ts";
import { Bubble } from "./Bubble.tsx";
import { Delivery } from "./Delivery.tsx";
import type { Seams } from "#react/seams/feature.ts";
import type { PositionInGroup } from "./group-entries.ts";
import { Icon } from "#react/Icon.tsx";
import { MessageBody } from "./MessageBody.tsx";
import { PlainText } from "./rich-text/RichText.tsx";
import { saidBy } from "./spoken-text.ts";
import { type Texts, useText } from "#react/text.ts";
import { fill } from "#react/seams/seams.tsx";
import { visitorText } from "./visitor-text.ts";
import { WithExtras } from "#react/extras/WithExtras.tsx";

export type MessageProps = {
  entry: Entry;
  position?: PositionInGroup;
  /** The newest message of the visitor: only this one shows "Sent". */
  newest?: boolean;
  /** What features add to it. */
  seams?: Seams;
};

/** One entry of the thread: its author, its content and its time. */
export const Message = memo(function Message(props: MessageProps): ReactNode {
  const { entry, position = "single", newest = false, seams = {} } = props;
  const texts = useText();
  const ends = position === "single" || position === "last";
  const name = entry.type === "message" ? entry.author.name : undefined;
  const state = entry.type === "visitor" ? entry.delivery.type : entry.progress;
  const text = entry.type === "visitor" ? visitorText(entry.content, texts) : "";
  const footnotes = entry.type === "message" ? entry.message.footnotes : undefined;
  const bubble = entry.type === "visitor" && (
    <Bubble by="user">
      {entry.content.type === "location" && <Icon name="pin" />}
      <PlainText text={text} />
    </Bubble>
  );
  return (
    <li
      className="causerie-message"
      part="message"
      data-author={entry.type === "visitor" ? "visitor" : entry.author.role}
      data-position={position}
      data-state={state}
    >
      {fill(seams.BeforeMessage, { entry })}
      {fill(seams.MessageStart, { entry, position })}
      <span className="causerie-sr">{`${saidBy(entry, texts.t)} `}</span>
      {name !== undefined && (position === "single" || position === "first") && (
        <p className="causerie-author" aria-hidden="true">
          {name}
        </p>
      )}
      {entry.type === "message" ? (
        <MessageBody entry={entry} />
      ) : entry.content.type === "files" ? (
        <WithExtras instead={text && bubble}>{({ VisitorFiles }) => <VisitorFiles entry={entry} />}</WithExtras>
      ) : (
        bubble
      )}
      {footnotes?.[0] && <WithExtras retry>{({ Footnotes }) => <Footnotes footnotes={footnotes} />}</WithExtras>}
      {entry.type === "message" && entry.progress === "stopped" && (
        <p className="causerie-stopped" part="error">
          {texts.t("stopped")}
        </p>
      )}
      <div className="causerie-foot">
        {ends && state !== "streaming" && <Time at={entry.at} texts={texts} />}
        {entry.type === "visitor" && <Delivery entry={entry} text={text} newest={newest} />}
        {fill(seams.MessageFoot, { entry, newest })}
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

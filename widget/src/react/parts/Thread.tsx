import { type ReactNode, useEffect, useMemo, useState } from "react";
import { ErrorBoundary } from "#react/ErrorBoundary.tsx";
import { groupEntries } from "#react/message/group-entries.ts";
import { useChatContext } from "#react/context.ts";
import { useChatState } from "#react/hooks/use-chat.ts";
import { faultyMessage } from "#react/message/FaultyMessage.tsx";
import { Message } from "#react/message/Message.tsx";
import { QuickReplies } from "./QuickReplies.tsx";
import { useText } from "#react/text.ts";
import { TypingIndicator } from "./TypingIndicator.tsx";
import { WithExtras } from "#react/extras/WithExtras.tsx";
import { fill, useSeams } from "#react/seams/seams.tsx";
import { useThreadScroll } from "#react/hooks/use-thread-scroll.ts";
import { useThreadWindow } from "#react/hooks/use-thread-window.ts";

/** The messages and the quick replies. `empty` is shown in a conversation without messages. */
export function Thread({ empty }: { empty?: ReactNode }): ReactNode {
  const { t, nameOf } = useText();
  const { chat } = useChatContext();
  const loaded = useChatState((state) => state.loaded);
  const { entries, earlier, showEarlier, pin } = useThreadWindow();
  const last = entries.at(-1);
  const { scroller, content, jump, onScroll, toEnd } = useThreadScroll(entries[0]?.key, loaded, () => {
    if (earlier === "ready") void showEarlier();
  });
  const seams = useSeams();
  const works = useChatState(({ typing, progress }) => typing && progress !== undefined);
  const typing = fill(seams.Typing, {}) ?? <TypingIndicator />;
  const grouped = useMemo(() => groupEntries(entries), [entries]);
  const lastOwnKey = grouped.findLast(({ entry }) => entry.type === "visitor")?.entry.key;

  // oxlint-disable-next-line react-hooks/exhaustive-deps -- `pin` is a new one in each drawing
  useEffect(() => pin(jump === "shown"), [jump]);

  // After writing, the visitor wants to see the message. A message from another tab must not scroll this one.
  useEffect(() => chat.on("acted", toEnd), [chat, toEnd]);

  return (
    <div className="causerie-thread">
      <section
        ref={scroller}
        className="causerie-log"
        part="log"
        aria-label={nameOf("thread")}
        aria-busy={!loaded}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must scroll by keyboard too
        tabIndex={0}
        onScroll={onScroll}
      >
        <div ref={content} className="causerie-log-content">
          {earlier !== "none" && (
            <WithExtras retry>
              {({ EarlierButton }) => <EarlierButton state={earlier} onPress={showEarlier} />}
            </WithExtras>
          )}
          {fill(seams.ThreadStart, {})}
          {loaded &&
            entries.length === 0 &&
            (fill(seams.Empty, {}) ?? empty ?? <p className="causerie-empty">{t("empty")}</p>)}
          <ol className="causerie-messages">
            {/* One flat list: in nested ones the keys would not hold when the window moves. */}
            {grouped.flatMap(({ entry, position, startsDay }) => {
              const message = (
                <ErrorBoundary key={entry.key} instead={faultyMessage(entry)}>
                  <Message
                    entry={entry}
                    position={position}
                    newest={entry.key === lastOwnKey || entry.key === last?.key}
                    seams={seams}
                  />
                </ErrorBoundary>
              );
              return startsDay ? [<DayMark key={`day ${entry.key}`} at={entry.at} />, message] : [message];
            })}
          </ol>
          {works ? <WithExtras instead={typing}>{({ Progress }) => <Progress>{typing}</Progress>}</WithExtras> : typing}
          <QuickReplies />
          {fill(seams.ThreadEnd, {})}
        </div>
      </section>
      {jump && (
        <WithExtras>
          {({ JumpButton }) => <JumpButton hidden={jump === "room"} newestKey={last?.key} onPress={toEnd} />}
        </WithExtras>
      )}
    </div>
  );
}

function DayMark({ at }: { at: number }): ReactNode {
  const { day } = useText();
  // Kept, because to write a day takes 0.3 ms, and a long thread has many.
  const [written, setWritten] = useState(() => day(at));
  useEffect(() => {
    const write = (): void => setWritten(day(at)); // "Today" is another day after midnight.
    write();
    const timer = setInterval(write, 60_000);
    return () => clearInterval(timer);
  }, [day, at]);
  return (
    <li className="causerie-day">
      <span>{written}</span>
    </li>
  );
}

import { type ReactNode, useEffect, useRef, useState } from "react";
import type { MessageEntry } from "#chat/chat.ts";
import { useChat, useUnread } from "#react/hooks/use-chat.ts";
import { watchState } from "./watch-state.ts";
import { sentenceFor } from "#react/message/spoken-text.ts";
import { useOwn } from "#react/seams/seams.tsx";
import { useText } from "#react/text.ts";

type Announcement = { key: number; text: string; entry?: MessageEntry | undefined };

/** Long enough to be read out, and short enough that a visitor who browses does not find the words a second time. */
const keepMs = 15_000;
/** In a chat that is never silent for that long they would become more and more. */
const most = 20;

/**
 * Reads new messages out, each once and complete: a streamed one at its end, restored history never. And what is shown
 * beside them. It is separate from the list of messages, which a screen reader would read again at every change.
 */
export function Announcer(): ReactNode {
  const chat = useChat();
  const texts = useText();
  const [announcements, setAnnouncements] = useState<readonly Announcement[]>([]);
  const textsNow = useRef(texts);
  useEffect(() => {
    textsNow.current = texts;
  });

  useEffect(() => {
    let said = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const announce = (text: string, entry?: MessageEntry): void => {
      setAnnouncements((list) => [...list.slice(1 - most), { key: (said += 1), text, entry }]);
      clearTimeout(timer);
      timer = setTimeout(() => setAnnouncements([]), keepMs);
    };
    const state = watchState(
      () => chat.getState(),
      (name, words) => announce(`${textsNow.current.t(name)} ${words}`.trim()),
    );
    const stopWatching = chat.subscribe(() => state.look());
    const stopListening = chat.on("message", ({ entry }) => {
      if (entry.type === "message") announce(sentenceFor(entry, textsNow.current), entry);
    });
    return () => {
      stopListening();
      stopWatching();
      state.end();
      clearTimeout(timer);
    };
  }, [chat]);

  return (
    <div className="causerie-sr" aria-live="polite" aria-atomic="false" aria-relevant="additions">
      {announcements.map((announcement) => (
        <Sentence key={announcement.key} text={announcement.text} entry={announcement.entry} />
      ))}
    </div>
  );
}

function Sentence({ text, entry }: Omit<Announcement, "key">): ReactNode {
  return <p>{useOwn("Announced", { entry }, text)}</p>;
}

/** Announces unread messages while the panel is closed. */
export function UnreadAnnouncer(): ReactNode {
  const { t, language } = useText();
  const unread = useUnread();
  return (
    <output className="causerie-sr" lang={language}>
      {unread === 0 ? "" : `${t("launcher")}: ${t("unread", { count: unread })}`}
    </output>
  );
}

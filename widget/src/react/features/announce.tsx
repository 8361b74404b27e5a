import { type ReactNode, useMemo, useSyncExternalStore } from "react";
import type { Chat } from "#chat/chat.ts";
import { useChat } from "#react/hooks/use-chat.ts";

type Line = { texts: readonly { key: number; text: string }[]; listeners: Set<() => void> };

/** Long enough to be read out. A visitor who browses later does not find the words again. */
const keepMs = 15_000;
const most = 10;

const none: Line["texts"] = [];
const lines = new WeakMap<Chat, Line>();
let count = 0;

/** Gives a function by which a feature tells screen readers what it shows: politely, after what is being read. */
export function useAnnounce(): (text: string) => void {
  const chat = useChat();
  return useMemo(() => {
    const set = (texts: Line["texts"]): void => {
      const line = lineOf(chat);
      line.texts = texts;
      for (const listener of line.listeners) listener();
    };
    return (text) => {
      const added = { key: (count += 1), text };
      set([...lineOf(chat).texts.slice(1 - most), added]);
      setTimeout(() => set(lineOf(chat).texts.filter((other) => other !== added)), keepMs);
    };
  }, [chat]);
}

/** Reads out what features announce. Inside the panel, because nothing outside a modal one is read. */
export function Announcements(): ReactNode {
  const chat = useChat();
  const [subscribe, read] = useMemo(() => {
    const line = lineOf(chat);
    const watch = (listener: () => void) => {
      line.listeners.add(listener);
      return () => void line.listeners.delete(listener);
    };
    return [watch, () => line.texts] as const;
  }, [chat]);
  const texts = useSyncExternalStore(subscribe, read, () => none);
  return (
    <div className="causerie-sr" aria-live="polite" aria-atomic="false" aria-relevant="additions">
      {texts.map(({ key, text }) => (
        <p key={key}>{text}</p>
      ))}
    </div>
  );
}

function lineOf(chat: Chat): Line {
  let line = lines.get(chat);
  if (line === undefined) lines.set(chat, (line = { texts: none, listeners: new Set() }));
  return line;
}

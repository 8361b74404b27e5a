import { useEffect, useRef } from "react";
import type { ChatFiles } from "#chat/chat.ts";
import { useAnnounce } from "#react/features/announce.tsx";
import { useTexts } from "#react/features/texts.ts";
import { useChat } from "#react/hooks/use-chat.ts";
import { texts } from "./strings.ts";

/** Between two of them there is time to listen to something else. */
const pauseMs = 8_000;

/** Says how the files on their way come along: seldom, and at the end. Says it when the browser cannot keep one over a reload. */
export function UploadWatcher(): null {
  const chat = useChat();
  const announce = useAnnounce();
  const { t } = useTexts(texts);
  const latest = useRef(t);
  useEffect(() => {
    latest.current = t; // Another function each time.
  });
  useEffect(() => {
    let files: ChatFiles | undefined;
    let isOver = false;
    let lastAt = 0;
    let waiting = new Set<string>();
    const warned = new Set<string>();

    const look = (): void => {
      if (files === undefined) return;
      const now = new Set<string>();
      for (const entry of chat.getState().entries) {
        if (entry.type !== "visitor" || entry.content.type !== "files" || entry.delivery.type === "failed") continue;
        if (entry.delivery.type === "sent") {
          if (waiting.has(entry.key)) announce(latest.current("filesSent", { count: entry.content.files.length }));
          continue;
        }
        now.add(entry.key);
        const all = entry.content.files.flatMap((_, index) => files?.progress(entry.key, index) ?? []);
        if (all.some(({ kept }) => !kept) && !warned.has(entry.key)) {
          warned.add(entry.key);
          announce(latest.current("filesNotKept"));
        }
        const [sent, bytes] = all.reduce(([done, whole], each) => [done + each.sent, whole + each.bytes], [0, 0]);
        if (!waiting.has(entry.key)) lastAt = Date.now();
        if (sent === 0 || sent === bytes || Date.now() - lastAt < pauseMs) continue;
        lastAt = Date.now();
        announce(latest.current("filesProgress", { percent: Math.floor((sent / bytes) * 100) }));
      }
      waiting = now;
    };

    const stops = [chat.subscribe(look)];
    void chat.files().then(
      (known) => {
        files = known;
        if (!isOver) stops.push(known.subscribe(look));
      },
      () => {}, // Without its code no file is on its way.
    );
    return () => {
      isOver = true;
      stops.forEach((stop) => stop());
    };
  }, [chat, announce]);
  return null;
}

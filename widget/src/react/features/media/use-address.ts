import { useEffect, useState } from "react";
import type { ChatFiles } from "#chat/chat.ts";

/** A link to a file of the log, for as long as it is shown. @param failed how often the last one was no longer good. */
export function useAddress(id: string | undefined, source: ChatFiles | undefined, failed = 0): string | undefined {
  const [link, setLink] = useState<string>();
  useEffect(() => {
    if (source === undefined || id === undefined) return;
    let isOver = false;
    source.link(id, failed > 0).then(
      (url) => {
        if (!isOver) setLink(url);
      },
      () => {}, // The card is shown.
    );
    return () => {
      isOver = true;
    };
  }, [source, id, failed]);
  return link;
}

/** The bytes of a file that is in this browser. */
export function useBytes(entryKey: string, index: number, source: ChatFiles | undefined): Blob | undefined {
  const [bytes, setBytes] = useState<Blob>();
  useEffect(() => {
    if (source === undefined) return;
    let isOver = false;
    source.local(entryKey, index).then(
      (found) => {
        if (!isOver) setBytes(found?.file);
      },
      () => {}, // The server has it, or will have it.
    );
    return () => {
      isOver = true;
    };
  }, [source, entryKey, index]);
  return bytes;
}

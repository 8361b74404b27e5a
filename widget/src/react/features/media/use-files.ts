import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import type { ChatFiles } from "#chat/chat.ts";
import { useChat } from "#react/hooks/use-chat.ts";

/** Undefined until its code has come. */
export function useFiles(): ChatFiles | undefined {
  const chat = useChat();
  const [files, setFiles] = useState<ChatFiles>();
  useEffect(() => {
    let isOver = false;
    chat.files().then(
      (known) => {
        if (!isOver) setFiles(known);
      },
      () => {}, // The names are shown.
    );
    return () => {
      isOver = true;
    };
  }, [chat]);
  return files;
}

/** What is read of the files, anew with each progress. */
export function useProgress<Value>(source: ChatFiles | undefined, read: () => Value): Value {
  const subscribe = useCallback((changed: () => void) => source?.subscribe(changed) ?? ((): void => {}), [source]);
  return useSyncExternalStore(subscribe, read, read);
}

import type { UploadRules } from "@causerie/protocol";
import { useEffect, useState } from "react";
import { useChat, useConnection } from "#react/hooks/use-chat.ts";

/** What the server takes. `none`: no files at all. Undefined: it has not been said yet. */
export function useRules(): UploadRules | "none" | undefined {
  const chat = useChat();
  const connected = useConnection().type === "connected";
  const [rules, setRules] = useState<UploadRules | "none">();
  useEffect(() => {
    if (!connected || rules !== undefined) return;
    let isOver = false;
    const use = (next: UploadRules | "none"): void => {
      if (!isOver) setRules(next);
    };
    chat
      .files()
      .then((files) => files.rules())
      .then(use, (error: { code?: string }) => {
        if (error.code === "unsupported") use("none"); // Else it is asked again with the next connection.
      });
    return () => {
      isOver = true;
    };
  }, [chat, connected, rules]);
  return rules;
}

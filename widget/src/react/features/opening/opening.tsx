import { type ReactNode, useEffect } from "react";
import { useChatContext } from "#react/context.ts";
import { useSettings } from "#react/features/settings.ts";
import { beginWith } from "#react/hooks/begin-with.ts";
import type { Feature } from "#react/seams/feature.ts";

/** Sends the opening message, and lets the page around the element know that the chat is ready. */
function Outside(): ReactNode {
  const { chat, hostPage } = useChatContext();
  const given = useSettings()("opening-message");
  const openingMessage = typeof given === "string" ? given : undefined;
  const host = hostPage?.host;
  useEffect(() => {
    const detail = { chat };
    const onReady = (): void => {
      host?.dispatchEvent(
        Object.assign(new CustomEvent("causerie-ready", { bubbles: true, composed: true, detail }), detail),
      );
    };
    return beginWith(chat, { openingMessage, onReady });
  }, [chat, host, openingMessage]);
  return null;
}

export const feature: Feature = { parts: { Outside } };

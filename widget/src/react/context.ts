import { createContext } from "react";
import type { Chat } from "#chat/chat.ts";
import type { ExtrasLoader } from "./extras/extra-parts.ts";
import type { PageRenderers } from "./extras/page-renderers.ts";
import type { DrawnParts } from "./extras/renderers.ts";
import { useProvided } from "./use-provided.ts";

export type ChatContextValue = {
  chat: Chat;
  /** What a React page draws. */
  renderers: DrawnParts;
  /** The page around the custom element, and its own renderers. */
  hostPage: { host: Element; renderers: PageRenderers | undefined } | undefined;
  extras: ExtrasLoader;
  /** What a React page has set for features. */
  settings: Readonly<Record<string, unknown>> | undefined;
};

export const ChatContext = createContext<ChatContextValue | undefined>(undefined);

export const useChatContext = (): ChatContextValue => useProvided(ChatContext);

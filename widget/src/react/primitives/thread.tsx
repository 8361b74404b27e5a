import { type ReactNode, useState } from "react";
import type { Entry } from "#chat/chat.ts";
import { botWork } from "#react/hooks/bot-work.ts";
import { useChat, useChatState, useEntries } from "#react/hooks/use-chat.ts";
import { useText } from "#react/text.ts";
import { createPart } from "./part.ts";

/** A region that scrolls, also by keyboard. */
const Root = createPart("section", "Thread.Root", () => {
  const { nameOf } = useText();
  const loaded = useChatState((state) => state.loaded);
  return { "aria-label": nameOf("thread"), "aria-busy": !loaded, tabIndex: 0 };
});

export type EntriesProps = {
  /** Draws an entry; it stands in the list under its `key`. */
  entry: (entry: Entry) => ReactNode;
};

/** The list of what is loaded, oldest first. */
const Entries = createPart<"ol", EntriesProps>(
  "ol",
  "Thread.Entries",
  ({ entry: draw }) => ({ children: useEntries().map(draw) }),
  ["entry"],
);

/** A button that loads what was said before. It is there while there is something. */
const Earlier = createPart("button", "Thread.Earlier", () => {
  const chat = useChat();
  const hasEarlier = useChatState((state) => state.hasEarlier);
  const [isLoading, setLoading] = useState(false);
  if (!hasEarlier) return undefined;
  const load = async (): Promise<void> => {
    setLoading(true);
    await chat.loadEarlier().catch(() => {}); // It is still there, and can be pressed again.
    setLoading(false);
  };
  return {
    type: "button",
    "aria-disabled": isLoading,
    onClick() {
      if (!isLoading) void load();
    },
  };
});

/** A text in a conversation in which nothing has been said. */
const Empty = createPart("p", "Thread.Empty", () => {
  const { t } = useText();
  const isEmpty = useChatState(({ loaded, entries }) => loaded && entries.length === 0);
  return isEmpty ? { children: t("empty") } : undefined;
});

/** A text while the bot works and nothing of its answer is there. */
const Typing = createPart("p", "Thread.Typing", () => {
  const { t } = useText();
  return useChatState(botWork) === "thinking" ? { children: t("typing") } : undefined;
});

export const Thread = { Root, Entries, Earlier, Empty, Typing };

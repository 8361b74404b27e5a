import { useEffect } from "react";
import { useChat, useUnread } from "#react/hooks/use-chat.ts";
import { useText } from "#react/text.ts";
import { createPart } from "./part.ts";

export type PanelRootProps = {
  /** What is its title. Default: the built-in name of the chat. */
  heading?: string | undefined;
};

/** A region of the page. The chat connects when it is first drawn, and messages that come while it is drawn count as read. */
const Root = createPart<"section", PanelRootProps>(
  "section",
  "Panel.Root",
  ({ heading }) => {
    const chat = useChat();
    const { nameOf } = useText();
    useEffect(() => {
      chat.start();
      chat.setVisible(true);
      return () => chat.setVisible(false);
    }, [chat]);
    return { "aria-label": heading ?? nameOf("heading") };
  },
  ["heading"],
);

export type TriggerProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** A button that opens and closes what holds the panel, and says how many messages are unread. */
const Trigger = createPart<"button", TriggerProps>(
  "button",
  "Panel.Trigger",
  ({ open, onOpenChange }) => {
    const { t } = useText();
    const unread = useUnread();
    const count = unread === 0 ? "" : `, ${t("unread", { count: unread })}`;
    return {
      type: "button",
      "aria-expanded": open,
      "aria-label": `${t("launcher")}${count}`,
      onClick: () => onOpenChange(!open),
    };
  },
  ["open", "onOpenChange"],
);

export const Panel = { Root, Trigger };

import type { QuickReply } from "@causerie/protocol";
import type { ReactNode } from "react";
import { isMeant } from "#react/hooks/is-meant.ts";
import { useChat, useChatState } from "#react/hooks/use-chat.ts";
import { useText } from "#react/text.ts";
import { createPart } from "./part.ts";

export type QuickRepliesRootProps = {
  /** Draws a suggested answer: an `li`, mostly with a `QuickReplies.Item`. */
  reply: (reply: QuickReply, index: number) => ReactNode;
};

/** The list of suggested answers. It is there while there are some. */
const Root = createPart<"ul", QuickRepliesRootProps>(
  "ul",
  "QuickReplies.Root",
  ({ reply: draw }) => {
    const { t } = useText();
    const replies = useChatState((state) => state.quickReplies);
    return replies.length === 0 ? undefined : { "aria-label": t("suggestions"), children: replies.map(draw) };
  },
  ["reply"],
);

export type QuickReplyItemProps = { reply: QuickReply };

/** A button that sends the suggested answer. One that asks where the visitor is sends nothing by itself: draw your own with `chat.sendLocation`. */
const Item = createPart<"button", QuickReplyItemProps>(
  "button",
  "QuickReplies.Item",
  ({ reply }) => {
    const chat = useChat();
    return {
      type: "button",
      dir: "auto",
      children: reply.label,
      onClick(event: MouseEvent & { nativeEvent: MouseEvent }) {
        if (!isMeant(event as never)) return;
        if (reply.type === "postback") chat.sendPostback(reply);
        else if (reply.type === "text") chat.sendText(reply.text ?? reply.label);
      },
    };
  },
  ["reply"],
);

export const QuickReplies = { Root, Item };

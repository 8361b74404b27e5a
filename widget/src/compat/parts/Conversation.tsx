import { type HTMLAttributes, type ReactNode, useEffect, useMemo } from "react";
import { toMessage, toQuickReply } from "#compat/data/to-message.ts";
import type { ButtonData, MessageData, QuickReplyData } from "#compat/data/types.ts";
import type { PresentedChat } from "#compat/state/presented-chat.ts";
import type { TockAccessibility, Widgets } from "#compat/state/settings.ts";
import { useMessageCounter } from "#compat/state/use-message-counter.ts";
import type { ChatState, Entry } from "#chat/chat.ts";
import { Announcer } from "#react/parts/Announcer.tsx";
import { Thread } from "#react/parts/Thread.tsx";
import { Presented } from "./Presented.tsx";

export type ConversationProps = HTMLAttributes<HTMLDivElement> & {
  messages: readonly MessageData[];
  /** Milliseconds between two messages of the bot. Default 0: each is shown when it comes. */
  messageDelay?: number | undefined;
  widgets?: Widgets | undefined;
  loading?: boolean | undefined;
  /** The last message was not sent. */
  error?: boolean | undefined;
  quickReplies?: readonly QuickReplyData[] | undefined;
  onAction: (button: ButtonData) => void;
  onQuickReplyClick: (button: ButtonData) => void;
  accessibility?: TockAccessibility | undefined;
};

/** A thread of these messages, and the suggestions under it. */
export function Conversation(props: ConversationProps): ReactNode {
  const { messages, messageDelay = 0, widgets, loading = false, error = false, quickReplies = [], ...more } = props;
  const { onAction, onQuickReplyClick, accessibility, ...rest } = more;
  const counted = useMessageCounter(messages, messageDelay, isVisitors);
  const count = messageDelay > 0 ? counted : messages.length;
  const isWaiting = count < messages.length;
  const shown = useMemo(() => entriesOf(messages.slice(0, count), error), [messages, count, error]);
  const replies = useMemo(() => (isWaiting ? [] : quickReplies.map(toQuickReply)), [isWaiting, quickReplies]);
  return (
    <div {...rest}>
      <Presented
        className="causerie-tock"
        widgets={widgets}
        accessibility={accessibility}
        onAction={(button) => {
          const reply = quickReplies.find(
            ({ label, payload }) => label === button.label && payload === payloadOf(button),
          );
          if (reply === undefined) onAction(button);
          else onQuickReplyClick(reply);
        }}
        onQuickReplyClick={({ label: words }) =>
          onQuickReplyClick(quickReplies.find(({ label, nlpText = label }) => nlpText === words) ?? { label: words })
        }
      >
        {(chat) => <Shown chat={chat} entries={shown} quickReplies={replies} typing={loading || isWaiting} />}
      </Presented>
    </div>
  );
}

type ShownProps = { chat: PresentedChat } & Pick<ChatState, "entries" | "quickReplies" | "typing">;

function Shown({ chat, entries, quickReplies, typing }: ShownProps): ReactNode {
  useEffect(() => chat.present({ entries, quickReplies, typing }), [chat, entries, quickReplies, typing]);
  return (
    <div className="causerie-panel" data-mode="inline">
      <Thread />
      <Announcer />
    </div>
  );
}

function payloadOf(button: ButtonData): string | undefined {
  return "payload" in button ? button.payload : undefined;
}

function isVisitors(data: MessageData): data is Extract<MessageData, { type: "message" }> {
  return data.type === "message" && data.author === "user";
}

const entries = new WeakMap<MessageData, Entry>();

/** Their messages have no time: it is that of the first drawing. The same entry for the same message, so that only what is new is drawn. */
function entryOf(data: MessageData, index: number): Entry {
  const known = entries.get(data) ?? toEntry(data, index);
  entries.set(data, known);
  return known;
}

function entriesOf(messages: readonly MessageData[], failed: boolean): readonly Entry[] {
  const known = messages.map(entryOf);
  const last = known.at(-1);
  if (!failed || last?.type !== "visitor") return known;
  return [...known.slice(0, -1), { ...last, delivery: { type: "failed", code: "network" } }];
}

function toEntry(data: MessageData, index: number): Entry {
  const key = `tock-${index}`;
  const at = Date.now();
  if (isVisitors(data))
    return { type: "visitor", key, at, content: { type: "text", text: data.message }, delivery: { type: "sent" } };
  return { type: "message", key, at, author: { role: "bot" }, message: toMessage(data), progress: "complete" };
}

import type { Bot, BotMessage, InboundEvent } from "@causerie/server";
import { type BotHost, handleEvent } from "@causerie/server/bot/bot.ts";
import type { Connector } from "@causerie/server/channel/connector.ts";
import type { QuickReply } from "@causerie/server/channel/message.ts";
import { type ConversationState, emptyState } from "@causerie/server/conversation/conversation.ts";
import type { Answer } from "@causerie/server/conversation/turns.ts";
import type { TurnReport } from "@causerie/server/bot/bot.ts";

export type TestConversation = {
  say(text: string): Promise<BotMessage[]>;
  /** Taps the quick reply or button with this label in the last answer. */
  tap(label: string): Promise<BotMessage[]>;
  open(): Promise<BotMessage[]>;
  /** Taps a button that may never have been offered. */
  follow(link: string): Promise<BotMessage[]>;
  /** Words that appeared one after another in the last answer. */
  readonly deltas: readonly string[];
  state(): ConversationState;
};

/** One person's conversation with a bot, held in memory. The clock stands at `at`. */
export function startConversation(bot: Bot, locale: string, at: number): TestConversation {
  const connector: Connector = {
    id: "test",
    channel: "test",
    delivery: "log",
    render: (message) => ({ payloads: [message], losses: [] }),
  };
  let state = emptyState;
  let seq = 0;
  let last: BotMessage[] = [];
  let deltas: string[] = [];
  let failure: TurnReport | undefined;

  const host: BotHost = {
    bot,
    connectorOf: () => connector,
    turns: {
      append: (_lease, answer) => Promise.resolve(void last.push(...messagesOf(answer))),
      commit: (_lease, answer, after) => {
        last.push(...messagesOf(answer));
        state = after;
        return Promise.resolve();
      },
    },
    frame: (_id, frame) => {
      if (frame.type === "delta") deltas.push(frame.text);
    },
    typing: () => undefined,
    written: () => undefined,
    report: (report) => {
      if (report.type === "handled" && report.outcome.error !== undefined) failure = report;
    },
    now: () => at,
    stopping: new AbortController().signal,
  };

  const answer = async (content: InboundEvent["content"]): Promise<BotMessage[]> => {
    seq += 1;
    last = [];
    deltas = [];
    const event = { id: `e${seq}`, connectorId: "test", conversationId: "c", userId: "u", at, locale, content };
    const conversation = { id: "c", connectorId: "test", userId: "u", state };
    await handleEvent(host, { conversation, event, seq, attempt: 1, fence: 1 });
    if (failure?.type === "handled") throw failure.outcome.error ?? new Error("the story failed");
    return last;
  };

  return {
    say: (text) => answer({ type: "text", text }),
    open: () => answer({ type: "start" }),
    follow: (link) => answer({ type: "postback", link, label: "" }),
    tap: (label) => {
      const choice = last.flatMap(choicesOf).find((candidate) => candidate.label === label);
      if (choice?.type !== "postback") throw new Error(`"${label}" is not offered in the last answer`);
      return answer({ type: "postback", link: choice.link, label });
    },
    get deltas() {
      return deltas;
    },
    state: () => state,
  };
}

/** What a person reads: texts, captions and the titles of cards. Spaces that do not break are shown as spaces. */
export function wordsIn(messages: readonly BotMessage[]): string[] {
  return messages.flatMap(textsOf).map((words) => words.replaceAll("\u00A0", " "));
}

function textsOf(message: BotMessage): string[] {
  switch (message.type) {
    case "text":
      return [message.text];
    case "card":
      return [message.card.title];
    case "carousel":
      return message.cards.map(({ title }) => title);
    case "media":
      return [message.caption ?? ""];
  }
}

/** Labels of what can be tapped, in order. */
export function labelsIn(messages: readonly BotMessage[]): string[] {
  return messages.flatMap(choicesOf).map(({ label }) => label);
}

function choicesOf(message: BotMessage): (QuickReply | { type: "url"; label: string })[] {
  switch (message.type) {
    case "text":
    case "media":
      return [...message.buttons, ...message.quickReplies];
    case "card":
      return [...message.card.buttons, ...message.quickReplies];
    case "carousel":
      return [...message.cards.flatMap(({ buttons }) => buttons), ...message.quickReplies];
  }
}

function messagesOf({ events }: Answer): BotMessage[] {
  return events.flatMap(({ body }) => ("message" in body ? [body.message] : []));
}

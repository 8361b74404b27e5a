import type { Connector, Loss } from "#channel/connector.ts";
import type { Frame } from "#channel/log.ts";
import type { Conversation, ConversationState } from "#conversation/conversation.ts";
import type { Answer, Lease, Turns } from "#conversation/turns.ts";
import { understand, type Understanding } from "#understanding/understanding.ts";
import { AnswerWriter } from "./answer-writer.ts";
import type { Bot } from "./create-bot.ts";
import { chooseLocale } from "./locale.ts";
import { pickStory } from "./pick-story.ts";
import { runStory, type StoryOutcome, type StoryTurns } from "./run-story.ts";
import { TimeLimit } from "./time-limit.ts";
import { textOf, type Turn } from "./turn.ts";

/** What the road needs of the rest of the server. */
export type BotHost = {
  bot: Bot;
  turns: Pick<Turns, "append" | "commit">;
  connectorOf(conversation: Conversation): Connector;
  /** Passes a frame on to who is watching; lost if nobody is. */
  frame(conversationId: string, frame: Frame): void;
  /** Tells the person that the bot is at work, or no longer. */
  typing(conversation: Conversation, on: boolean): void;
  /** Called once a part of an answer is durable. */
  written(conversationId: string, answer: Answer): void;
  report(report: TurnReport): void;
  now: () => number;
  /** Aborts when the server stops and cannot wait any longer. */
  stopping: AbortSignal;
};

export type TurnReport =
  | {
      type: "handled";
      conversationId: string;
      connectorId: string;
      seq: number;
      outcome: StoryOutcome;
      messages: number;
      ms: number;
    }
  | { type: "losses"; conversationId: string; channel: string; messageId: string; losses: Loss[] };

/** The road: one event, its answer, one commit. Start reading here. */
export async function handleEvent(host: BotHost, lease: Lease): Promise<void> {
  const started = host.now();
  const { bot } = host;
  const { conversation, event } = lease;
  const locale = chooseLocale(bot.locales, event.locale, conversation.state.locale);
  host.typing(conversation, true);
  using _typing = { [Symbol.dispose]: () => host.typing(conversation, false) };

  const understanding = await understand(bot.understanding, { content: event.content, locale });
  const pick = pickStory(bot, event, understanding, conversation.state.waitingFor);

  using open = openTurn(host, lease, locale, understanding);
  const outcome = await runStory(bot, pick, open.turns);

  const answer = await open.writer.close();
  answer.events.push({ key: `${lease.seq}.end`, body: { type: "turn.end", of: lease.seq } });
  await host.turns.commit(lease, answer, open.stateAfter(outcome), host.now());

  host.written(conversation.id, answer);
  host.report({
    type: "handled",
    conversationId: conversation.id,
    connectorId: conversation.connectorId,
    seq: lease.seq,
    outcome,
    messages: open.writer.count,
    ms: host.now() - started,
  });
}

/** The answer to an event that could not be handled, however often it was tried. */
export function apologize(host: BotHost, lease: Lease): Answer {
  const locale = chooseLocale(host.bot.locales, lease.event.locale, lease.conversation.state.locale);
  const messageId = `${lease.conversation.id}/${lease.seq}.sorry`;
  const message = { type: "text" as const, text: host.bot.apology(locale), buttons: [], quickReplies: [] };
  const connector = host.connectorOf(lease.conversation);
  const payloads = connector.delivery === "push" ? connector.render(message).payloads : [];
  return {
    events: [
      { key: messageId, body: { type: "message", messageId, author: { role: "bot" }, message } },
      { key: `${lease.seq}.end`, body: { type: "turn.end", of: lease.seq } },
    ],
    deliveries: payloads.map((payload, part) => ({ id: `${messageId}.${part}`, payload })),
  };
}

type OpenTurn = Disposable & {
  turns: StoryTurns;
  writer: AnswerWriter;
  stateAfter(outcome: StoryOutcome): ConversationState;
};

function openTurn(host: BotHost, lease: Lease, locale: string, understanding: Understanding): OpenTurn {
  const { conversation, event } = lease;
  const connector = host.connectorOf(conversation);
  const data = structuredClone(conversation.state.data);
  let waitingFor: string | undefined;

  const writer = new AnswerWriter({
    id: `${conversation.id}/${lease.seq}`,
    connector,
    append: async (answer) => {
      await host.turns.append(lease, answer, host.now());
      host.written(conversation.id, answer);
    },
    frame: (frame) => host.frame(conversation.id, frame),
    lost: (messageId, losses) =>
      host.report({ type: "losses", conversationId: conversation.id, channel: connector.channel, messageId, losses }),
  });

  const turnUnder = (signal: AbortSignal): Turn => ({
    channel: connector.channel,
    connectorId: connector.id,
    conversationId: conversation.id,
    user: { id: conversation.userId },
    locale,
    event,
    text: textOf(event),
    understanding,
    signal,
    data,
    send: (message) => writer.send(message, signal),
    waitFor: (link) => {
      if (!signal.aborted) waitingFor = link;
    },
  });
  const limits = new DisposableStack();
  const limited = (): Turn => turnUnder(limits.use(new TimeLimit(host.bot.storyTimeout, host.stopping)).signal);
  const turns: StoryTurns = { story: limited(), fallback: limited, stopping: host.stopping };

  const stateAfter = ({ outcome }: StoryOutcome): ConversationState => {
    const { waitingFor: asked, ...before } = conversation.state;
    // A failed story leaves no trace but its words; the question it was answering is still open.
    if (outcome === "failed") return conversation.state;
    // Neither opening the page anew nor an outdated button closes a question.
    const open = waitingFor ?? (outcome === "unknown_link" || outcome === "silence" ? asked : undefined);
    return { ...before, locale, data, ...(open === undefined ? {} : { waitingFor: open }) };
  };
  return { turns, writer, stateAfter, [Symbol.dispose]: () => limits.dispose() };
}

import type { BotHost } from "#bot/bot-host.ts";
import { createBotRuntime } from "#bot/handle-event.ts";
import type { TurnReport } from "#bot/turn-report.ts";
import type { Loss } from "#channel/connector.ts";
import type { Json } from "#channel/json.ts";
import type { LogBody } from "#channel/log.ts";
import type { ConversationState, StoryState } from "#conversation/conversation.ts";
import type { BotRuntime } from "#pipeline/inbox/bot-runtime.ts";
import { describeEvent } from "#testing/describe-event.ts";
import { plainBody } from "#testing/plain-words.ts";

/** What the bot made of one event, for its author. Holds what people wrote: it must not leave the author's machine. */
export type InspectedTurn = {
  conversationId: string;
  seq: number;
  /** The person's act, e.g. `say "two tickets"`. */
  event: string;
  /** Which understander gave the meaning, and how sure it was. */
  understood: { source: string; confidence: number };
  story: string;
  step?: string;
  outcome: string;
  /** Why a notification was not let through. */
  blocked?: string;
  /** Of the subject after the turn. `isNew`: this turn found the value, or changed it. */
  slots: { name: string; value: Json; isNew: boolean }[];
  /** What the person's next words will be taken for. */
  waitsFor?: { slot?: string; attempts: number };
  /** Subjects that were interrupted, the newest last. */
  suspended: string[];
  /** The texts of the answer. */
  answer: string[];
  losses: Loss[];
  /** Sentences about what went wrong, with the stack of a story that failed. */
  problems: string[];
  ms: number;
};

/** A bot that works as ever, and shows each turn once it is committed. */
export function inspectTurns(host: BotHost, show: (turn: InspectedTurn) => void): BotRuntime {
  const turns = new Map<string, Observed>();
  const keyOf = (conversationId: string): Observed => {
    const known = turns.get(conversationId) ?? { answer: [], reports: [] };
    turns.set(conversationId, known);
    return known;
  };
  const observe = (conversationId: string, bodies: readonly { body: LogBody }[]): void => {
    keyOf(conversationId).answer.push(...bodies.map(({ body }) => body));
  };
  return createBotRuntime({
    ...host,
    turns: {
      ...host.turns,
      append: async (lease, answer, now) => {
        await host.turns.append(lease, answer, now);
        observe(lease.conversation.id, answer.events);
      },
      commit: async (lease, answer, after, now) => {
        await host.turns.commit(lease, answer, after, now);
        observe(lease.conversation.id, answer.events);
        Object.assign(keyOf(lease.conversation.id), { lease, after });
      },
    },
    report: (report) => {
      host.report(report);
      const observed = keyOf(report.conversationId);
      if (report.type !== "handled") return void observed.reports.push(report);
      turns.delete(report.conversationId);
      show(describeTurn(report, observed));
    },
  });
}

type Handled = Extract<TurnReport, { type: "handled" }>;
type Observed = {
  lease?: Parameters<BotHost["turns"]["commit"]>[0];
  after?: ConversationState;
  answer: LogBody[];
  reports: Exclude<TurnReport, Handled>[];
};

function describeTurn(report: Handled, { lease, after, answer, reports }: Observed): InspectedTurn {
  const { conversationId, seq, event, source, confidence, outcome, ms } = report;
  const waiting = after?.current?.question;
  return {
    conversationId,
    seq,
    event: lease === undefined ? event : describeEvent(lease.event.content),
    understood: { source, confidence },
    story: outcome.story,
    ...(outcome.step === undefined ? {} : { step: outcome.step }),
    outcome: outcome.outcome,
    ...(outcome.blocked === undefined ? {} : { blocked: outcome.blocked }),
    slots: slotsOf(after?.current, lease?.conversation.state.current),
    ...(waiting === undefined
      ? {}
      : { waitsFor: { attempts: waiting.attempts, ...(waiting.slot === undefined ? {} : { slot: waiting.slot }) } }),
    suspended: (after?.suspended ?? []).map(({ story }) => story),
    answer: answer.flatMap((body) => (body.type === "message" ? [plainBody(body.message)] : [])),
    losses: reports.flatMap((other) => (other.type === "losses" ? other.losses : [])),
    problems: [...reports.flatMap(describeProblem), ...(outcome.error === undefined ? [] : [stackOf(outcome.error)])],
    ms,
  };
}

function slotsOf(after: StoryState | undefined, before: StoryState | undefined): InspectedTurn["slots"] {
  const known = before?.story === after?.story ? before?.slots : undefined;
  return Object.entries(after?.slots ?? {}).map(([name, value]) => ({
    name,
    value,
    isNew: JSON.stringify(known?.[name]) !== JSON.stringify(value),
  }));
}

function describeProblem(report: Exclude<TurnReport, Handled>): string[] {
  switch (report.type) {
    case "losses":
      return [];
    case "missing_words":
      return [`The catalogue lacks words: ${JSON.stringify(report.missing)}`];
    case "offer_failed":
      return [`The offer to go on with an interrupted story failed: ${stackOf(report.error)}`];
    case "misunderstood":
      return [`The understanding service ${report.service} failed: ${stackOf(report.error)}`];
  }
}

/** With its causes: a story's error is the cause of ours. */
function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\ncaused by ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}

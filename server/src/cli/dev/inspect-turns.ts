import type { BotHost } from "#bot/bot-host.ts";
import { apologize, handleEvent } from "#bot/handle-event.ts";
import type { TurnInspection } from "#bot/turn-inspection.ts";
import type { TurnReport } from "#bot/turn-report.ts";
import type { Loss } from "#channel/connector.ts";
import type { LogBody } from "#channel/log.ts";
import { type ConversationState, emptyState } from "#conversation/conversation.ts";
import type { Answer, Lease } from "#conversation/turns.ts";
import type { BotRuntime } from "#pipeline/inbox/bot-runtime.ts";
import { describeEvent } from "#testing/describe-event.ts";
import { describeWhy } from "#testing/inspection/describe-why.ts";
import type { Explainer } from "#testing/inspection/explain-turn.ts";
import { stackOf } from "#testing/inspection/stack-of.ts";
import { type WhatIsKept, whatIsKept } from "#testing/inspection/what-is-kept.ts";
import { plainBody } from "#testing/plain-words.ts";

/** What the bot made of one event, for its author. Holds what people wrote: it must not leave the author's machine. */
export type InspectedTurn = WhatIsKept & {
  conversationId: string;
  seq: number;
  /** The person's act, e.g. `say "two tickets"`. */
  event: string;
  /** What each understander made of it, and which stories might have answered: the lines of `:why`. */
  why: string[];
  story: string;
  step?: string;
  outcome: string;
  /** Why a notification was not let through. */
  blocked?: string;
  /** The texts of the answer. */
  answer: string[];
  losses: Loss[];
  /** Sentences about what went wrong, with the stack of a story that failed. */
  problems: string[];
  ms: number;
};

/**
 * A bot that works as ever, and shows each turn once it is committed.
 * @param classifier the bot's own, once it has learnt.
 */
export function inspectTurns(
  host: BotHost,
  classifier: () => Explainer | undefined,
  show: (turn: InspectedTurn) => void,
): BotRuntime {
  return {
    handle(lease, signal) {
      const showReport = (report: Handled, observed: Observed): void =>
        show(describeTurn(report, observed, classifier()));
      return handleEvent({ ...observe(host, lease, showReport), stopping: signal }, lease);
    },
    apologize: (lease) => apologize(host, lease),
  };
}

type Handled = Extract<TurnReport, { type: "handled" }>;
type Observed = {
  lease: Lease;
  after?: ConversationState;
  answer: LogBody[];
  inspections: TurnInspection[];
  reports: Exclude<TurnReport, Handled>[];
};

/** A host for one turn, which keeps what the turn says and shows it at its end. */
function observe(host: BotHost, lease: Lease, show: (report: Handled, observed: Observed) => void): BotHost {
  const observed: Observed = { lease, answer: [], inspections: [], reports: [] };
  const keep = ({ events }: Answer): void => void observed.answer.push(...events.map(({ body }) => body));
  return {
    ...host,
    inspect: (inspection) => void observed.inspections.push(inspection),
    turns: {
      ...host.turns,
      append: async (given, answer, now) => {
        await host.turns.append(given, answer, now);
        keep(answer);
      },
      commit: async (given, answer, after, now) => {
        await host.turns.commit(given, answer, after, now);
        keep(answer);
        observed.after = after;
      },
    },
    report: (report) => {
      host.report(report);
      if (report.type === "handled") show(report, observed);
      else observed.reports.push(report);
    },
  };
}

function describeTurn(report: Handled, observed: Observed, classifier: Explainer | undefined): InspectedTurn {
  const { conversationId, seq, outcome, ms } = report;
  const { lease, after = emptyState, answer, inspections, reports } = observed;
  const { content } = lease.event;
  return {
    conversationId,
    seq,
    event: describeEvent(content),
    why: describeWhy({ inspections, outcome, event: content }, after, classifier).split("\n"),
    story: outcome.story,
    ...(outcome.step === undefined ? {} : { step: outcome.step }),
    outcome: outcome.outcome,
    ...(outcome.blocked === undefined ? {} : { blocked: outcome.blocked }),
    ...whatIsKept(after, lease.conversation.state),
    answer: answer.flatMap((body) => (body.type === "message" ? [plainBody(body.message)] : [])),
    losses: reports.flatMap((other) => (other.type === "losses" ? other.losses : [])),
    problems: [...reports.flatMap(describeProblem), ...(outcome.error === undefined ? [] : [stackOf(outcome.error)])],
    ms,
  };
}

function describeProblem(report: Exclude<TurnReport, Handled>): string[] {
  switch (report.type) {
    case "losses":
    case "unlinked":
      return [];
    case "missing_words":
      return [`The catalogue lacks words: ${JSON.stringify(report.missing)}`];
    case "understood_in_part":
      return [`Of ${report.length} characters the first ${report.understood} were understood`];
    case "offer_failed":
      return [`The offer to go on with an interrupted story failed: ${stackOf(report.error)}`];
    case "continued":
      return ["linked", "already_linked", "asked", "declined"].includes(report.outcome)
        ? []
        : [`A link from another channel was refused: ${report.outcome}`];
    case "misunderstood":
      return [`The understanding service ${report.service} failed: ${stackOf(report.error)}`];
  }
}

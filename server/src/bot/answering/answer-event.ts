import { regionOf } from "#bot/state/locale.ts";
import type { HostedConnector } from "#channel/host/hosted-connector.ts";
import type { ConversationState } from "#conversation/conversation.ts";
import type { Lease } from "#conversation/turns.ts";
import type { BotHost } from "#bot/bot-host.ts";
import type { InspectedCandidate } from "#bot/turn-inspection.ts";
import { runCommand } from "#bot/forms/run-command.ts";
import type { Candidate, StoryPick } from "#bot/routing/candidate.ts";
import { pickStory } from "#bot/routing/pick-story.ts";
import { type FindRule, rulesFor } from "#bot/routing/story-rules.ts";
import { watchRules } from "#bot/routing/watch-rules.ts";
import type { Understood } from "#bot/routing/understand-event.ts";
import type { Continuing } from "#bot/routing/redeem-ref.ts";
import { askToContinue } from "#bot/running/ask-to-continue.ts";
import { IdempotentEffects } from "#bot/running/idempotent-effects.ts";
import type { InterruptionWatch } from "#bot/running/interruption-watch.ts";
import { offerWish } from "#bot/running/offer-wish.ts";
import { offerToResume, resumeOrDrop } from "#bot/running/resume-story.ts";
import { runStory } from "#bot/running/run-story.ts";
import type { StoryOutcome } from "#bot/running/story-outcome.ts";
import type { StoryRun } from "#bot/running/story-run.ts";
import { TurnBrokenOff } from "#bot/running/story-time.ts";
import { TurnFactory } from "#bot/running/turn-factory.ts";
import { dropUndefined } from "#bot/state/drop-undefined.ts";
import { decideToAnswer } from "#bot/state/handover.ts";
import { openPendingState, type PendingState } from "#bot/state/pending-state.ts";
import { turnBeforeOf } from "#bot/state/turn-before.ts";
import { stateAfterTurn } from "#bot/state/state-after-turn.ts";
import { AnswerWriter } from "./answer-writer.ts";
import { disclosureFor } from "./disclose.ts";
import { historyWithReceipts } from "./history.ts";

export type AnswerRequest = Understood & {
  host: BotHost;
  lease: Lease;
  state: ConversationState;
  interruptions: InterruptionWatch;
  locale: string;
  preferredLocale: string | undefined;
  /** What is to be said because of a ref from another channel. */
  continuing?: Continuing | undefined;
};

/** `silent`: no story ran, as a person has the conversation or the tap is a repeated one. */
export type EventAnswer = {
  type: "answered" | "silent";
  outcome: StoryOutcome;
  writer: AnswerWriter;
  after: ConversationState;
  locale: string;
  /** All that is kept of the person is to be removed after the answer. */
  forgetsUser: boolean;
  /** The sides of the person are to be parted before the turn is committed. */
  unlinks: boolean;
};

/** Runs the picked story, unless a person has the conversation. @returns also the state of the conversation after it. */
export async function answerEvent(request: AnswerRequest): Promise<EventAnswer> {
  const { host, lease, state, content, understanding, locale, preferredLocale, continuing } = request;
  const { bot } = host;
  const connector = host.connectorOf(lease.conversation);
  const rules = rulesFor(host.storyRules(), lease.conversation.connectorId, lease.conversation.address.user);
  const { ruleOf, used } = watchRules(rules);
  const writer = openWriter(request, connector);
  const { doubleTapMs } = host;
  const now = host.now();
  const refused = content.type === "notification" ? await host.lastRefusal(lease.conversation.id) : undefined;
  const facts = { bot, state, lease, doubleTapMs, content, understanding, connector, ruleOf, refused, now };
  const decision = decideToAnswer(facts);
  if (decision.type === "silent") {
    const after = dropUndefined<ConversationState>({ ...state, preferredLocale, handover: decision.handover });
    return { type: "silent", outcome: decision.outcome, writer, after, locale, forgetsUser: false, unlinks: false };
  }
  const disclosure = disclosureFor(bot, state, content, locale);
  if (disclosure !== undefined) await writer.send(disclosure, host.stopping);
  if (continuing !== undefined && continuing.type !== "ask")
    await writer.send(bot.continuation(locale)[continuing.type], host.stopping);
  const shared = { left: [], returned: {} };
  using turns = openTurns(request, connector, writer, decision.handover, shared);
  const run = openRun(request, turns, writer, ruleOf, shared);
  const outcome = await runPicked(run, request);
  host.inspect?.({ type: "rules", rules: used() });
  const after = dropUndefined({
    ...stateAfterTurn(state, turns.pending, outcome, content, writer.last),
    disclosed: disclosure === undefined ? state.disclosed : (true as const),
    continuation: continuing?.type === "ask" ? { id: continuing.id, ref: continuing.ref } : state.continuation,
  });
  const { forgetsUser, unlinks } = turns.pending;
  return { type: "answered", outcome, writer, after, locale: turns.locale, forgetsUser, unlinks };
}

async function runPicked(
  run: StoryRun,
  { host, lease, state, wish, continuing }: AnswerRequest,
): Promise<StoryOutcome> {
  const pick = pickStory({ ...run, bot: run.bot, state, at: lease.event.at });
  if (pick.type === "story") host.inspect?.({ type: "candidates", candidates: pick.candidates.map(toInspected) });
  try {
    if (continuing?.type === "ask") return await askToContinue(run, continuing, state);
    const outcome = await runPick(run, pick);
    if (wish !== undefined) keepWish(run.pending, wish, state);
    if (outcome.outcome === "answered") await offerSafely(run, host, lease);
    return outcome;
  } catch (error) {
    if (!(error instanceof TurnBrokenOff)) throw error;
    run.freezeChanges();
    return { story: "fallback", outcome: error.reason };
  }
}

/** More would be offered one after the other, long after they were meant. */
const mostWishes = 3;

/** A wish beside an answer to a form belongs to the form. One beside the wish for the form does not. */
function keepWish({ wishes, current }: PendingState, wish: string, { current: before }: ConversationState): void {
  if (wishes.includes(wish)) return;
  wishes.push(wish);
  if (wishes.length > mostWishes) wishes.shift();
  if (current !== undefined && before?.question !== undefined && before.story === current.story)
    current.wishes = [...(current.wishes ?? []), wish].slice(-mostWishes);
}

function toInspected({ story, step, answers }: Candidate): InspectedCandidate {
  return {
    story: story.id,
    ...(step === undefined ? {} : { step }),
    ...(answers?.slot === undefined ? {} : { slot: answers.slot }),
  };
}

function runPick(run: StoryRun, pick: StoryPick): Promise<StoryOutcome> {
  switch (pick.type) {
    case "resumption":
      return resumeOrDrop(run, pick.choice);
    case "command":
      return runCommand(run, pick);
    case "story":
      return runStory(run, pick);
  }
}

/** The answer before the offer is good. An offer that fails must not undo it. */
async function offerSafely(run: StoryRun, host: BotHost, { conversation }: Lease): Promise<void> {
  try {
    if (!(await offerWish(run))) await offerToResume(run);
  } catch (error) {
    host.stopping.throwIfAborted();
    if (!(error instanceof TurnBrokenOff))
      host.report({ type: "offer_failed", conversationId: conversation.id, error });
  }
}

function openTurns(
  { host, lease, state, content, understanding, locale, preferredLocale, interruptions }: AnswerRequest,
  connector: HostedConnector,
  writer: AnswerWriter,
  handover: ConversationState["handover"],
  shared: Pick<StoryRun, "left" | "returned">,
): TurnFactory {
  const conversationId = lease.conversation.id;
  return new TurnFactory({
    bot: host.bot,
    connector,
    lease,
    state,
    content,
    understanding,
    pending: { ...openPendingState(state), preferredLocale, handover },
    writer,
    locale,
    effects: new IdempotentEffects(host.turns, lease),
    interruptions,
    blobs: host.blobs,
    continuation: host.continuation,
    history: (limit) => historyWithReceipts(host, lease, limit),
    report: (report) => host.report(report),
    revised: host.revisedTexts,
    onMissing: (missing) => host.report({ type: "missing_words", conversationId, missing }),
    ...shared,
    now: host.now,
    stopping: host.stopping,
    threwLate: host.threwLate,
    traceStory: host.traceStory,
  });
}

function openRun(
  { host, lease, content, understanding, said, locale }: AnswerRequest,
  turns: TurnFactory,
  writer: AnswerWriter,
  ruleOf: FindRule,
  shared: Pick<StoryRun, "left" | "returned">,
): StoryRun {
  // What was said before the story is none of its messages.
  const before = writer.count;
  return {
    bot: host.bot,
    ruleOf,
    content,
    understanding,
    said,
    ...shared,
    spent: [],
    context: { locale, ...regionOf(lease.event.locale), now: lease.event.at, timeZone: host.bot.timeZone },
    get pending() {
      return turns.pending;
    },
    turnFor: (story) => turns.turnFor(story),
    messageCount: () => writer.count - before,
    lastMessage: () => writer.last,
    allSent: () => writer.allSent(),
    position: undefined,
    discardChanges: () => turns.discardChanges(),
    freezeChanges: () => turns.freezeChanges(),
    stopping: host.stopping,
  };
}

function openWriter({ host, lease, state, understanding }: AnswerRequest, connector: HostedConnector): AnswerWriter {
  const { conversation, event } = lease;
  const { revisions } = host.bot;
  const mayRevise = connector.capabilities.revisions === true && turnBeforeOf(state, event, revisions)?.eventId;
  return new AnswerWriter({
    id: `${conversation.id}/${lease.seq}`,
    seq: lease.seq,
    intent: understanding.intent,
    connector,
    may: mayRevise === event.id ? revisions : [],
    unasked: event.content.type === "notification" ? { actedAt: conversation.state.actedAt } : undefined,
    append: async (answer) => {
      await host.turns.append(lease, answer, host.now());
      host.committed(conversation.id, answer);
      // A message ends "is typing" on the screen, but the story goes on.
      const isWhole = answer.events.at(-1)?.body.type === "message";
      if (connector.delivery === "log" && isWhole) host.typing(conversation, true);
    },
    frame: (frame) => host.frame(conversation.id, frame),
    typing: () => host.typing(conversation, true),
    pause: (ms, signal) => host.pause(ms, signal),
    lost: (messageId, losses) =>
      host.report({ type: "losses", conversationId: conversation.id, channel: connector.channel, messageId, losses }),
  });
}

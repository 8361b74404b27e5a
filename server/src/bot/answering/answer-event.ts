import type { Connector } from "#channel/connector.ts";
import type { ConversationState } from "#conversation/conversation.ts";
import type { Lease } from "#conversation/turns.ts";
import { AnswerWriter } from "./answer-writer.ts";
import type { BotHost } from "#bot/bot-host.ts";
import { pauseFor } from "#bot/state/handover.ts";
import { historyBefore } from "./history.ts";
import type { InterruptionWatch } from "#bot/running/interruption-watch.ts";
import { Once } from "#bot/running/once.ts";
import { TurnDesk } from "#bot/running/open-turn.ts";
import { pickStory } from "#bot/routing/pick-story.ts";
import { offerToResume, takeUpOrDrop } from "#bot/running/resume-story.ts";
import { runStory } from "#bot/running/run-story.ts";
import type { StoryOutcome } from "#bot/running/story-outcome.ts";
import { stateAfterTurn } from "#bot/state/state-after.ts";
import type { StoryRun } from "#bot/running/story-run.ts";
import { type FindRule, rulesFor } from "#bot/routing/story-rules.ts";
import { TurnBrokenOff } from "#bot/running/story-time.ts";
import { dropUndefined, openDraft } from "#bot/state/turn-draft.ts";
import type { Understood } from "#bot/routing/understand-event.ts";

export type Answerable = Understood & {
  host: BotHost;
  lease: Lease;
  state: ConversationState;
  interruptions: InterruptionWatch;
  locale: string;
  spoken: string | undefined;
};

export type Answered = { outcome: StoryOutcome; writer: AnswerWriter; after: ConversationState; locale: string };

/** Lets the picked story speak, unless a person has the conversation; says what the conversation is like after it. */
export async function answerEvent(request: Answerable): Promise<Answered> {
  const { host, lease, state, content, understanding, locale, spoken } = request;
  const { bot } = host;
  const connector = host.connectorOf(lease.conversation);
  const ruleOf = rulesFor(host.storyRules, lease.conversation.connectorId);
  const writer = openWriter(host, lease, connector);
  const pause = pauseFor({ bot, state, content, understanding, connector, ruleOf, now: host.now() });
  if (pause.type === "silent") {
    const after = dropUndefined<ConversationState>({ ...state, spoken, handover: pause.handover });
    return { outcome: pause.outcome, writer, after, locale };
  }
  using desk = openDesk(request, connector, writer, pause.handover);
  const run = openRun(request, desk, writer, ruleOf);
  const outcome = await speak(run, request);
  return { outcome, writer, after: stateAfterTurn(state, desk.draft, outcome, content, writer), locale: desk.locale };
}

async function speak(run: StoryRun, { host, lease, state }: Answerable): Promise<StoryOutcome> {
  const pick = pickStory({ ...run, bot: run.bot, state, at: lease.event.at });
  try {
    const outcome = pick.type === "resumption" ? await takeUpOrDrop(run, pick.choice) : await runStory(run, pick);
    if (outcome.outcome === "answered") await offerSafely(run, host, lease);
    return outcome;
  } catch (error) {
    if (!(error instanceof TurnBrokenOff)) throw error;
    run.keepSoFar();
    return { story: "fallback", outcome: error.reason };
  }
}

/** The answer before it is good: an offer that fails must not undo it. */
async function offerSafely(run: StoryRun, host: BotHost, { conversation }: Lease): Promise<void> {
  try {
    await offerToResume(run);
  } catch (error) {
    host.stopping.throwIfAborted();
    if (!(error instanceof TurnBrokenOff))
      host.report({ type: "offer_failed", conversationId: conversation.id, error });
  }
}

function openDesk(
  { host, lease, state, content, understanding, locale, spoken, interruptions }: Answerable,
  connector: Connector,
  writer: AnswerWriter,
  handover: ConversationState["handover"],
): TurnDesk {
  const conversationId = lease.conversation.id;
  return new TurnDesk({
    bot: host.bot,
    connector,
    lease,
    state,
    content,
    understanding,
    draft: { ...openDraft(state), spoken, handover },
    writer,
    locale,
    once: new Once(host.turns, lease),
    interruptions,
    history: (limit) => historyBefore(host.log, lease, limit),
    missing: (missing) => host.report({ type: "missing_words", conversationId, missing }),
    now: host.now,
    stopping: host.stopping,
  });
}

function openRun(
  { host, lease, content, understanding, locale }: Answerable,
  desk: TurnDesk,
  writer: AnswerWriter,
  ruleOf: FindRule,
): StoryRun {
  const entered: { story: string; step?: string }[] = [];
  return {
    bot: host.bot,
    ruleOf,
    content,
    understanding,
    context: { locale, now: lease.event.at, timeZone: host.bot.timeZone },
    get draft() {
      return desk.draft;
    },
    turnFor: (story) => desk.turnFor(story),
    said: () => writer.count,
    last: () => writer.last,
    settled: () => writer.settled(),
    entered: (place) => void entered.push(place),
    place: (first) => entered.at(-1) ?? first,
    startOver: () => desk.startOver(),
    keepSoFar: () => desk.keepSoFar(),
    stopping: host.stopping,
  };
}

function openWriter(host: BotHost, lease: Lease, connector: Connector): AnswerWriter {
  const { conversation } = lease;
  return new AnswerWriter({
    id: `${conversation.id}/${lease.seq}`,
    connector,
    unasked: lease.event.content.type === "notification",
    append: async (answer) => {
      await host.turns.append(lease, answer, host.now());
      host.committed(conversation.id, answer);
      // A message ends "is typing" on the screen; the story goes on.
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

import { apologize, type BotHost, handleEvent, type TurnReport } from "#bot/bot.ts";
import type { Bot } from "#bot/create-bot.ts";
import type { StoryOutcome } from "#bot/run-story.ts";
import type { StoryRules } from "#bot/story-rules.ts";
import type { Connector } from "#channel/connector.ts";
import type { EventContent } from "#channel/event.ts";
import type { Frame, LogBody, LogEvent } from "#channel/log.ts";
import { type ConversationState, emptyState } from "#conversation/conversation.ts";
import { createInterruptions, type Interruption } from "#conversation/interruptions.ts";
import type { Lease } from "#conversation/turns.ts";
import { StoryError } from "#errors.ts";
import { createMemoryStore } from "#store/memory/memory-store.ts";
import { type AnswerParts, type SimulatedAnswer, toAnswer } from "./answer.ts";
import { describeEvent } from "./describe-event.ts";

export type RoadOptions = {
  bot: Bot;
  connector: Connector;
  /** Names the conversation, too. */
  user: string;
  locale: string | undefined;
  /** Milliseconds since 1970. */
  at: number;
  state: ConversationState | undefined;
  storyRules: StoryRules;
  watch: ((shown: LogBody | Frame) => void) | undefined;
};

/** One conversation on the same road as in life, but in memory and with a clock of its own. */
export class SimulatedRoad {
  /** Milliseconds since 1970. */
  now: number;
  state: ConversationState;
  readonly deltas: string[] = [];
  readonly #options: RoadOptions;
  readonly #store = createMemoryStore();
  readonly #interruptions = createInterruptions();
  #events = 0;

  constructor(options: RoadOptions) {
    this.#options = options;
    this.now = options.at;
    this.state = structuredClone(options.state ?? emptyState);
  }

  interrupt(why: Interruption): void {
    this.#interruptions.tell(this.#conversationId, why);
  }

  transcript(): Promise<LogEvent[]> {
    return this.#store.log.read(this.#conversationId, 0, Number.MAX_SAFE_INTEGER);
  }

  /** Answers one event; the one before it must have been answered. */
  async handle(content: EventContent): Promise<SimulatedAnswer> {
    const lease = await this.#begin(content);
    const reports: TurnReport[] = [];
    const host = this.#host(reports);
    const failure = await handleEvent(host, lease).then(
      () => undefined,
      (cause: unknown) => ({ cause }),
    );
    // As in life: who cannot be answered gets an apology, and the next event is answered again.
    if (failure !== undefined) {
      const apology = apologize(host, lease);
      await this.#store.turns.park(lease, apology, "failed", this.now);
      host.written(this.#conversationId, apology);
    }
    return this.#answerTo(lease, reports, failure);
  }

  get #conversationId(): string {
    return `simulated-${this.#options.user}`;
  }

  async #begin(content: EventContent): Promise<Lease> {
    const { connector, user, locale } = this.#options;
    this.#events += 1;
    const event = {
      id: `e${this.#events}`,
      connectorId: connector.id,
      conversationId: this.#conversationId,
      userId: user,
      at: this.now,
      ...(locale === undefined ? {} : { locale }),
      content,
    };
    await this.#store.events.append(event, this.now);
    const lease = await this.#store.turns.begin(this.#conversationId, this.now);
    if (lease === undefined) throw new Error("an earlier event of this conversation is still being answered");
    return { ...lease, conversation: { ...lease.conversation, state: structuredClone(this.state) } };
  }

  #host(reports: TurnReport[]): BotHost {
    const { bot, connector, storyRules, watch } = this.#options;
    const { turns, log } = this.#store;
    return {
      bot,
      storyRules,
      turns: {
        ...turns,
        commit: async (lease, answer, state, now) => {
          await turns.commit(lease, answer, state, now);
          this.state = state;
        },
      },
      log,
      interruptions: this.#interruptions,
      connectorOf: () => connector,
      frame: (_conversationId, frame) => {
        if (frame.type === "delta") this.deltas.push(frame.text);
        watch?.(frame);
      },
      typing: (_conversation, on) => watch?.({ type: "typing", on }),
      written: (_conversationId, { events }) => {
        for (const { body } of events) watch?.(body);
      },
      report: (report) => void reports.push(report),
      pause: () => Promise.resolve(),
      now: () => this.now,
      stopping: new AbortController().signal,
    };
  }

  async #answerTo(
    { seq, event }: Lease,
    reports: readonly TurnReport[],
    failure: { cause: unknown } | undefined,
  ): Promise<SimulatedAnswer> {
    const events = await this.#store.log.read(this.#conversationId, seq, Number.MAX_SAFE_INTEGER);
    const messages = events.flatMap((each) => ("message" in each ? [each.message] : []));
    const rendered = messages.map((message) => this.#options.connector.render(message));
    return toAnswer({
      event: event.content,
      messages,
      payloads: rendered.flatMap(({ payloads }) => payloads),
      losses: rendered.flatMap(({ losses }) => losses),
      ...readReports(event.content, reports, failure),
    });
  }
}

type Result = Pick<AnswerParts, "outcome" | "source" | "errors">;

function readReports(
  event: EventContent,
  reports: readonly TurnReport[],
  failure: { cause: unknown } | undefined,
): Result {
  const misunderstood = reports.flatMap((report) => (report.type === "misunderstood" ? [report] : []));
  const services = misunderstood.map(({ service, error }) =>
    explain(event, `the understanding service "${service}"`, error),
  );
  const handled = reports.find((report) => report.type === "handled");
  if (handled === undefined) {
    const error = explain(event, "the fallback", failure?.cause, "fallback");
    return { outcome: { story: "fallback", outcome: "failed", error }, source: "none", errors: [error, ...services] };
  }
  const { outcome, source } = handled;
  const { error } = outcome;
  const own = error === undefined ? [] : [explain(event, placeOf(outcome), error.cause, error.story)];
  return { outcome, source, errors: [...own, ...services] };
}

function placeOf({ story, step }: StoryOutcome): string {
  return step === undefined ? `the story "${story}"` : `the story "${story}" at its step "${step}"`;
}

/** Names the place and the cause at once: a test's report shows the first line best. */
function explain(event: EventContent, place: string, cause: unknown, story = ""): StoryError {
  const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return new StoryError(`${describeEvent(event)}: ${place} failed: ${reason}`, story, { cause });
}

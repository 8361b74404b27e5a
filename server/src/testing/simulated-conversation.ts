import { apologize, handleEvent } from "#bot/handle-event.ts";
import type { BotHost, RevisedTexts } from "#bot/bot-host.ts";
import type { TurnInspection } from "#bot/turn-inspection.ts";
import type { TurnReport } from "#bot/turn-report.ts";
import type { Bot } from "#bot/authoring/create-bot.ts";
import type { StoryOutcome } from "#bot/running/story-outcome.ts";
import type { StoryRules } from "#bot/routing/story-rules.ts";
import type { HostedConnector } from "#channel/host/hosted-connector.ts";
import type { EventContent, InboundEvent } from "#channel/event.ts";
import type { Frame, LogBody, LogEvent } from "#channel/log.ts";
import { type ConversationState, emptyState } from "#conversation/conversation.ts";
import { direct, type PersonProfile } from "#channel/address.ts";
import { createInProcessSignals } from "#pipeline/signals/in-process-signals.ts";
import { type Interruption, watchInterruptions } from "#pipeline/signals/signals.ts";
import type { Answer, Lease } from "#conversation/turns.ts";
import { StoryError } from "#app/errors.ts";
import { createMemoryStore } from "#store/memory/memory-store.ts";
import { type SimulatedAnswerParts, type SimulatedAnswer, toSimulatedAnswer } from "./answer.ts";
import { describeEvent } from "./describe-event.ts";
import { SimulatedFiles } from "./simulated-files.ts";

export type SimulatedConversationOptions = {
  bot: Bot;
  connector: HostedConnector;
  /** Also the name of the conversation. */
  user: string;
  locale: string | undefined;
  context: InboundEvent["context"];
  profile: PersonProfile | undefined;
  /** Milliseconds since 1970. */
  at: number;
  state: ConversationState | undefined;
  storyRules: StoryRules;
  revised: RevisedTexts | undefined;
  watch: ((shown: LogBody | Frame) => void) | undefined;
  /** How often each event is handled without its answer being kept. */
  crashes: number;
};

/** One conversation with a bot. It uses the server's own `handleEvent`, but a store in memory and a clock of its own. */
export class SimulatedConversation {
  /** Milliseconds since 1970. */
  now: number;
  state: ConversationState;
  readonly deltas: string[] = [];
  readonly files = new SimulatedFiles();
  readonly #options: SimulatedConversationOptions;
  readonly #store = createMemoryStore();
  readonly #signals = createInProcessSignals((error) => {
    throw error;
  });
  /** Payloads of a push channel for the newest event, by id: the outbox accepts each id once. */
  readonly #payloads = new Map<string, unknown>();
  #events = 0;

  constructor(options: SimulatedConversationOptions) {
    this.#options = options;
    this.now = options.at;
    this.state = structuredClone(options.state ?? emptyState);
  }

  stop(): void {
    this.#interrupt({ type: "stopped" });
  }

  /** The person has written again. */
  supersede(): void {
    this.#interrupt({ type: "superseded", seq: Number.MAX_SAFE_INTEGER });
  }

  transcript(): Promise<LogEvent[]> {
    return this.#store.log.read(this.#conversationId, 0, Number.MAX_SAFE_INTEGER);
  }

  /** Answers one event; the one before it must have been answered. */
  async handle(content: EventContent): Promise<SimulatedAnswer> {
    await this.#options.bot.train();
    this.#payloads.clear();
    await this.#append(content);
    for (let crash = 0; crash < this.#options.crashes; crash += 1) await this.#crash();
    const lease = await this.#beginTurn();
    const reports: TurnReport[] = [];
    const inspections: TurnInspection[] = [];
    const host = { ...this.#host(reports), inspect: (inspection: TurnInspection) => void inspections.push(inspection) };
    const failure = await handleEvent(host, lease).then(
      () => undefined,
      (cause: unknown) => ({ cause }),
    );
    // As on a server: the person gets an apology, and the next event is answered again.
    if (failure !== undefined) {
      const apology = apologize(host, lease);
      await this.#store.turns.deadLetter(lease, apology, "failed", this.now);
      host.committed(this.#conversationId, apology);
    }
    return this.#readAnswer(lease, { reports, inspections }, failure);
  }

  #interrupt(interruption: Interruption): void {
    this.#signals.publish(this.#conversationId, { type: "interruption", interruption });
  }

  get #conversationId(): string {
    return `simulated-${this.#options.user}`;
  }

  async #append(content: EventContent): Promise<void> {
    const { connector, user, locale, context, profile } = this.#options;
    this.#events += 1;
    const event = {
      id: `e${this.#events}`,
      connectorId: connector.id,
      conversationId: this.#conversationId,
      address: direct(user),
      ...(profile === undefined ? {} : { from: { id: user, aliases: [], profile } }),
      at: this.now,
      ...(locale === undefined ? {} : { locale }),
      ...(context === undefined ? {} : { context }),
      content,
    };
    await this.#store.events.append(event, this.now);
  }

  /** Handles the event without the commit at its end. */
  async #crash(): Promise<void> {
    const lease = await this.#beginTurn();
    const host = this.#host([]);
    await handleEvent({ ...host, turns: { ...host.turns, commit: () => Promise.resolve() } }, lease);
    await this.#store.turns.postpone(lease, this.now);
  }

  async #beginTurn(): Promise<Lease> {
    const lease = await this.#store.turns.begin(this.#conversationId, this.now);
    if (lease === undefined || lease === "interrupted")
      throw new Error("an earlier event of this conversation is still being answered");
    return { ...lease, conversation: { ...lease.conversation, state: structuredClone(this.state) } };
  }

  #host(reports: TurnReport[]): BotHost {
    const { bot, connector, storyRules, revised, watch } = this.#options;
    const { turns, log } = this.#store;
    return {
      bot,
      services: bot.services,
      storyRules: () => storyRules,
      ...(revised === undefined ? {} : { revisedTexts: revised }),
      turns: {
        ...turns,
        append: async (lease, answer, now) => {
          await turns.append(lease, answer, now);
          this.#deliver(answer);
        },
        commit: async (lease, answer, state, now) => {
          await turns.commit(lease, answer, state, now);
          this.#deliver(answer);
          this.state = state;
        },
      },
      log,
      lastRefusal: (id) => this.#store.outbox.lastRefusal(id),
      deliveryStates: (ids) => this.#store.outbox.states(ids),
      amend: async ({ event: { id: eventId, connectorId, conversationId } }, content) => {
        await this.#store.events.amend({ connectorId, conversationId, eventId, content });
      },
      blobs: this.files,
      hasDesk: false,
      interruptions: {
        watch: ({ conversation }, interrupted) => watchInterruptions(this.#signals, conversation.id, interrupted),
      },
      connectorOf: () => connector,
      frame: (_conversationId, frame) => {
        if (frame.type === "delta") this.deltas.push(frame.text);
        watch?.(frame);
      },
      typing: (_conversation, on) => watch?.({ type: "typing", on }),
      committed: (_conversationId, { events }) => {
        for (const { body } of events) watch?.(body);
      },
      report: (report) => void reports.push(report),
      pause: () => Promise.resolve(),
      // Only `wait` moves this clock: each tap of an author's test is meant.
      doubleTapMs: 0,
      now: () => this.now,
      stopping: new AbortController().signal,
    };
  }

  #deliver({ deliveries }: Answer): void {
    for (const { id, payload } of deliveries) if (!this.#payloads.has(id)) this.#payloads.set(id, payload);
  }

  async #readAnswer(
    { seq, event }: Lease,
    { reports, inspections }: { reports: readonly TurnReport[]; inspections: readonly TurnInspection[] },
    failure: { cause: unknown } | undefined,
  ): Promise<SimulatedAnswer> {
    const events = await this.#store.log.read(this.#conversationId, seq, Number.MAX_SAFE_INTEGER);
    const said = events.flatMap((each) => ("message" in each ? [each] : []));
    const messages = said.map(({ message }) => message);
    const rendered = messages.map((message) => this.#options.connector.render(message));
    return toSimulatedAnswer({
      event: event.content,
      messages,
      messageIds: said.map(({ messageId }) => messageId),
      payloads:
        this.#options.connector.delivery === "push"
          ? [...this.#payloads.values()]
          : rendered.flatMap(({ payloads }) => payloads),
      tokens: new Map(rendered.flatMap(({ tokens }) => tokens).map(({ token, value }) => [token, value])),
      losses: rendered.flatMap(({ losses }) => losses),
      ...readReports(event.content, reports, failure),
      inspections,
    });
  }
}

type Result = Pick<SimulatedAnswerParts, "outcome" | "source" | "errors">;

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
  const own = error === undefined ? [] : [explain(event, describePosition(outcome), error.cause, error.story)];
  return { outcome, source, errors: [...own, ...services] };
}

function describePosition({ story, step }: StoryOutcome): string {
  return step === undefined ? `the story "${story}"` : `the story "${story}" at its step "${step}"`;
}

/** Has the position and the cause in one line, because reports of tests show the first line best. */
function explain(event: EventContent, part: string, cause: unknown, story = ""): StoryError {
  const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return new StoryError(`${describeEvent(event)}: ${part} failed: ${reason}`, story, { cause });
}

import {
  type Attributes,
  type Context,
  context,
  createContextKey,
  ProxyTracerProvider,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import type { TraceStory } from "#bot/running/story-scope.ts";
import type { TurnReport } from "#bot/turn-report.ts";
import type { HostedConnector } from "#channel/host/hosted-connector.ts";
import type { Answer, Lease, Turns } from "#conversation/turns.ts";
import type { BotRuntime } from "#pipeline/inbox/bot-runtime.ts";
import type { Accept } from "#pipeline/inbox/inbox.ts";
import { describeErrorsIn } from "#app/describe-error.ts";
import { version } from "#app/version.ts";
import { guardedSpan } from "./guarded-span.ts";
import { Origins } from "./origins.ts";

/** The parts of the road, each with a span of its own: the same parts where nobody traces. */
export type Tracing = {
  accept(accept: Accept): Accept;
  runtime(runtime: BotRuntime): BotRuntime;
  turns(turns: Turns): Turns;
  connectors(connectors: ConnectorsById): ConnectorsById;
  story: TraceStory | undefined;
  readonly report: (report: TurnReport) => void;
};

type ConnectorsById = Pick<ReadonlyMap<string, HostedConnector>, "get">;

const untraced: Tracing = {
  accept: (accept) => accept,
  runtime: (runtime) => runtime,
  turns: (turns) => turns,
  connectors: (connectors) => connectors,
  story: undefined,
  report: () => {},
};

/** Spans by OpenTelemetry, if the program has set up an SDK before the server starts; else nothing is wrapped and nothing costs. */
export function openTracing(): Tracing {
  return hasSdk() ? createTracing() : untraced;
}

/** Until an SDK is there, the API hands out a provider that leads to one that does nothing. */
function hasSdk(): boolean {
  const provider = trace.getTracerProvider();
  const delegate = provider instanceof ProxyTracerProvider ? provider.getDelegate() : provider;
  return delegate !== new ProxyTracerProvider().getDelegate();
}

/** The span of the turn, also where a story has opened another one. */
const turnKey = createContextKey("causerie.turn");

/** `parent`: default is what is active. `isTurn`: deliveries that are made inside come from it. */
type Part = { kind?: SpanKind; attributes: Attributes; parent?: Context; isTurn?: boolean };

function createTracing(): Tracing {
  const tracer = trace.getTracer("causerie", version);
  const events = new Origins();
  const deliveries = new Origins();

  /** Runs a part of the road in a span. What it throws is named by its kind: its words may be somebody's. */
  async function within<Result>(
    name: string,
    { kind = SpanKind.INTERNAL, attributes, parent = context.active(), isTurn = false }: Part,
    work: (span: Span) => Promise<Result>,
  ): Promise<Result> {
    const span = guardedSpan(() => tracer.startSpan(name, { kind, attributes }, parent));
    const inside = trace.setSpan(isTurn ? parent.setValue(turnKey, span) : parent, span);
    try {
      return await context.with(inside, () => work(span));
    } catch (error) {
      span.setAttribute("error.type", kindOf(error));
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  }

  /** Whatever write makes them due: their spans belong to the turn. */
  function keepDeliveries(answer: Answer): void {
    const span = (context.active().getValue(turnKey) as Span | undefined) ?? trace.getActiveSpan();
    if (span !== undefined) for (const { id } of answer.deliveries) deliveries.keep(id, span.spanContext());
  }

  const appending = <Result>(
    lease: Lease,
    answer: Answer,
    ends: boolean,
    parent: Context,
    write: () => Promise<Result>,
  ) =>
    within("causerie.append", { attributes: { ...sizeOf(answer), "causerie.ends_turn": ends }, parent }, () => {
      keepDeliveries(answer);
      return write();
    });

  return {
    accept: (accept) => (event) => {
      const { connectorId, conversationId, content } = event;
      const attributes = { ...idsOf(connectorId, conversationId), "causerie.event": content.type };
      return within("causerie.accept", { kind: SpanKind.PRODUCER, attributes }, async (span) => {
        // Before it is stored: its turn may begin at once.
        events.keep(eventKey(conversationId, event.id), span.spanContext());
        const accepted = await accept(event);
        span.setAttributes({ "causerie.seq": accepted.seq, "causerie.duplicate": accepted.duplicate });
        return accepted;
      });
    },
    runtime: (runtime) => ({
      ...runtime,
      handle: async (lease, signal) => {
        const { conversation, event, seq, attempt } = lease;
        const key = eventKey(conversation.id, event.id);
        const attributes = {
          ...idsOf(conversation.connectorId, conversation.id),
          "causerie.event": event.content.type,
          "causerie.seq": seq,
          "causerie.attempt": attempt,
        };
        const parent = below(events.of(key));
        await within("causerie.turn", { kind: SpanKind.CONSUMER, attributes, parent, isTurn: true }, () =>
          runtime.handle(lease, signal),
        );
        events.forget(key);
      },
    }),
    turns: (turns) => ({
      ...forwarded(turns),
      append: (lease, answer, now) =>
        appending(lease, answer, false, context.active(), () => turns.append(lease, answer, now)),
      commit: (lease, answer, state, now) =>
        appending(lease, answer, true, context.active(), () => turns.commit(lease, answer, state, now)),
      deadLetter: (lease, apology, reason, now) => {
        const key = eventKey(lease.conversation.id, lease.event.id);
        const parent = below(events.of(key));
        events.forget(key);
        return appending(lease, apology, true, parent, () => turns.deadLetter(lease, apology, reason, now));
      },
    }),
    // Connectors come and go: each is wrapped when it is asked for.
    connectors: (connectors) => ({
      get(id) {
        const connector = connectors.get(id);
        return connector && { ...connector, deliver: tracedDeliver(connector) };
      },
    }),
    story: ({ story }, handler) => within("causerie.story", { attributes: { "causerie.story": story } }, handler),
    report: (report) => {
      const span = context.active().getValue(turnKey) as Span | undefined;
      if (report.type !== "handled" || span === undefined) return;
      const { story, outcome } = report.outcome;
      span.setAttributes({
        "causerie.story": story,
        "causerie.outcome": outcome,
        "causerie.understood_by": report.source,
        "causerie.messages": report.messages,
      });
    },
  };

  function tracedDeliver(connector: HostedConnector): HostedConnector["deliver"] {
    return (delivery, signal) => {
      const { id, connectorId, conversationId, attempt } = delivery;
      const attributes = {
        ...idsOf(connectorId, conversationId),
        "causerie.delivery": id,
        "causerie.attempt": attempt,
      };
      const parent = below(deliveries.of(id));
      return within("causerie.deliver", { kind: SpanKind.PRODUCER, attributes, parent }, async () => {
        const receipt = await connector.deliver(delivery, signal);
        deliveries.forget(id);
        return receipt;
      });
    };
  }
}

const eventKey = (conversationId: string, eventId: string): string => `${conversationId}\n${eventId}`;

/** Never below what happens to be active: a worker is woken by whoever has brought something. */
function below(span: SpanContext | undefined): Context {
  return span === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, span);
}

/** The kind alone, as the log has it: the words of an error may quote a person. */
function kindOf(error: unknown): string {
  const { error: described } = describeErrorsIn({ error }, false) as { error: { type?: unknown } };
  return typeof described.type === "string" ? described.type : "unknown";
}

/** Ids, as in the log: they lead to the conversation, and say nothing of what stands in it. */
function idsOf(connectorId: string, conversationId: string): Attributes {
  return { "causerie.connector": connectorId, "causerie.conversation": conversationId };
}

function sizeOf({ events, deliveries }: Answer): Attributes {
  return { "causerie.events": events.length, "causerie.deliveries": deliveries.length };
}

/** The methods of a store may need their object. */
function forwarded(turns: Turns): Turns {
  return {
    due: (...given) => turns.due(...given),
    nextDue: (...given) => turns.nextDue(...given),
    begin: (...given) => turns.begin(...given),
    renew: (...given) => turns.renew(...given),
    idempotencyRecords: (...given) => turns.idempotencyRecords(...given),
    keepIdempotencyRecord: (...given) => turns.keepIdempotencyRecord(...given),
    append: (...given) => turns.append(...given),
    commit: (...given) => turns.commit(...given),
    stop: (...given) => turns.stop(...given),
    postpone: (...given) => turns.postpone(...given),
    release: (...given) => turns.release(...given),
    deadLetter: (...given) => turns.deadLetter(...given),
  };
}

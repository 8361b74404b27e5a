import { context, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";

/** OpenTelemetry's SDK for this process, from the call until it is disposed of. */
export class TracedSpans implements Disposable {
  readonly #exporter = new InMemorySpanExporter();

  /** @param options instead of what keeps them. */
  constructor(options?: ConstructorParameters<typeof TracerProvider>[0]) {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    const spanProcessors = [new SimpleSpanProcessor({ exporter: this.#exporter })];
    trace.setGlobalTracerProvider(new TracerProvider(options ?? { spanProcessors }));
  }

  /** All that have ended, in the order of their beginnings. */
  get all(): ReadableSpan[] {
    const begin = ({ startTime: [seconds, nanos] }: ReadableSpan): number => seconds * 1e9 + nanos;
    return this.#exporter.getFinishedSpans().toSorted((a, b) => begin(a) - begin(b));
  }

  named(name: string): ReadableSpan[] {
    return this.all.filter((span) => span.name === name);
  }

  forget(): void {
    this.#exporter.reset();
  }

  [Symbol.dispose](): void {
    trace.disable();
    context.disable();
  }
}

/** The span and those that it comes from, innermost first: `["causerie.append", "causerie.turn"]`. */
export function originOf(span: ReadableSpan, all: readonly ReadableSpan[]): string[] {
  const parent = all.find((each) => each.spanContext().spanId === span.parentSpanContext?.spanId);
  return [span.name, ...(parent === undefined ? [] : originOf(parent, all))];
}

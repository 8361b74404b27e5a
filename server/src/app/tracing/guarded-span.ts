import { INVALID_SPAN_CONTEXT, type Span, trace } from "@opentelemetry/api";

/** Runs what belongs to somebody else. @returns undefined when it throws. */
export function quietly<Result>(run: () => Result): Result | undefined {
  try {
    return run();
  } catch {
    // Samplers, processors and exporters watch the road; none of them decides about it.
    return undefined;
  }
}

/** @param start may throw, and so may what it returns: then nothing is recorded, and the road goes on. */
export function guardedSpan(start: () => Span): Span {
  const span = quietly(start) ?? trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
  return new Proxy(span, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      if (name === "spanContext") return () => quietly(() => target.spanContext()) ?? INVALID_SPAN_CONTEXT;
      return (...given: unknown[]): unknown => quietly(() => Reflect.apply(value, target, given) as unknown);
    },
  });
}

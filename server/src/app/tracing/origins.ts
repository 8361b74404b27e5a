import type { SpanContext } from "@opentelemetry/api";
import { BoundedMap } from "#collections/bounded-map.ts";

/** More wait only in a server that is far behind; the oldest are then traced without what they come from. */
const most = 10_000;

/**
 * Where in a trace something that waits was made: events until their turn, deliveries until they are out. In this process
 * only: what another one takes over begins a trace of its own.
 */
export class Origins {
  readonly #spans = new BoundedMap<string, SpanContext>(most);

  /** The first one stays: a repeat is not what an event comes from. */
  keep(id: string, span: SpanContext): void {
    if (!this.#spans.has(id)) this.#spans.set(id, span);
  }

  of(id: string): SpanContext | undefined {
    return this.#spans.get(id);
  }

  forget(id: string): void {
    this.#spans.delete(id);
  }
}

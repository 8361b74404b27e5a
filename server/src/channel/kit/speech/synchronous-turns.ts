import type { InboundEvent } from "#channel/event.ts";
import type { ConnectorHost, Reply } from "#channel/host/connector-host.ts";
import type { Metric } from "#channel/host/metric.ts";
import { readLog } from "#channel/kit/log-reader.ts";

/** For so long it is counted what a story says that was not done in time. */
const watchedMs = 5 * 60_000;

/** `complete`: the bot was done in time. `late`: it was not. `gone`: the caller did not wait for it. */
export type TurnOutcome = "complete" | "late" | "gone";

/** `name`: of the channel, as metrics write it. `deadlineMs`: how long the platform waits, with time left for the way back. */
export type SynchronousTurnsOptions = {
  host: Pick<ConnectorHost, "replyTo" | "log" | "watch" | "logger">;
  name: string;
  deadlineMs: number;
};

/**
 * For platforms that take the answer in the response and at no other time: collects what the bot says until the deadline. What comes later
 * has nobody who could hear it; it stays in the conversation's log, and the operator learns of it from the server's log and the metrics.
 */
export class SynchronousTurns implements Disposable {
  readonly #options: SynchronousTurnsOptions;
  readonly #ended = new AbortController();
  readonly #counts = new Map<TurnOutcome, number>();
  #dropped = 0;

  constructor(options: SynchronousTurnsOptions) {
    this.#options = options;
  }

  /** @throws RequestError as `host.replyTo`: nothing is stored then, and the platform may send the event again. */
  async answer(event: InboundEvent, signal: AbortSignal): Promise<Reply & { outcome: TurnOutcome }> {
    const { host, deadlineMs } = this.#options;
    const reply = await host.replyTo(event, { deadlineMs, signal });
    const outcome = reply.complete ? "complete" : signal.aborted ? "gone" : "late";
    this.#counts.set(outcome, (this.#counts.get(outcome) ?? 0) + 1);
    if (outcome !== "complete")
      this.#countRest(event, reply, outcome).catch((err: unknown) =>
        host.logger.error({ err }, "counting what came too late failed"),
      );
    return { ...reply, outcome };
  }

  async #countRest(
    { connectorId, conversationId }: InboundEvent,
    { seq, said }: Reply,
    outcome: TurnOutcome,
  ): Promise<void> {
    const { host, deadlineMs } = this.#options;
    const signal = AbortSignal.any([this.#ended.signal, AbortSignal.timeout(watchedMs)]);
    let messages = 0;
    for await (const event of readLog(host, conversationId, { after: said.at(-1)?.seq ?? seq, signal })) {
      if (event.type === "turn.end" && event.of === seq) break;
      if ((event.type === "message" || event.type === "message.final") && event.of === seq) messages += 1;
    }
    this.#dropped += messages;
    const why = outcome === "late" ? "the platform had stopped waiting" : "the caller had gone";
    host.logger.warn({ connector: connectorId, messages, deadlineMs }, `nobody hears what the bot said after ${why}`);
  }

  metrics(): Metric[] {
    const { name } = this.#options;
    return [
      {
        name: `${name}_turns_total`,
        help: "Turns that were answered in the response, by whether the bot was done in time",
        kind: "counter",
        values: [...this.#counts].map(([outcome, value]) => ({ labels: { outcome }, value })),
      },
      {
        name: `${name}_late_messages_total`,
        help: "Messages that the bot said when the platform had stopped waiting: nobody heard them",
        kind: "counter",
        values: [{ value: this.#dropped }],
      },
    ];
  }

  [Symbol.dispose](): void {
    this.#ended.abort();
  }
}

import { type Measured, measuredSchema, type Quality } from "@causerie/protocol/desk";
import { safeParse } from "valibot";
import type { Logger } from "#app/logger.ts";
import type { Bot } from "#bot/authoring/create-bot.ts";
import type { Json } from "#channel/json.ts";
import type { DeskRecords, NewAuditEntry } from "#desk/records/desk-records.ts";
import { normalize } from "#understanding/text/normalize.ts";
import { measure } from "./measure.ts";

type Parts = { records: DeskRecords; bot: Pick<Bot, "examples">; now: () => number; logger: Logger };

/** There is one measurement: the last one. */
const id = "last";

/** Measures on demand, one at a time in this process, and keeps the last result for all. */
export class KeptQuality implements AsyncDisposable {
  readonly #parts: Parts;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  #hasFailed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async read(): Promise<Quality> {
    const kept = await this.#parts.records.read("quality", id);
    const parsed = kept === undefined ? undefined : safeParse(measuredSchema, kept.body);
    return {
      isRunning: this.#running !== undefined,
      canMeasure: canMeasure(this.#parts.bot),
      hasFailed: this.#hasFailed,
      ...(parsed?.success === true ? { measured: parsed.output } : {}),
    };
  }

  /** Begins, unless one is under way. It takes seconds to minutes, and nobody waits for it here. */
  start(entry: NewAuditEntry): void {
    if (this.#running !== undefined || !canMeasure(this.#parts.bot)) return;
    this.#hasFailed = false;
    this.#running = this.#measure(entry)
      .catch((err: unknown) => {
        if (this.#stopping.signal.aborted) return;
        this.#hasFailed = true;
        this.#parts.logger.error({ err }, "how well the examples are understood was not measured");
      })
      .finally(() => (this.#running = undefined));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort(new Error("the server stops"));
    await this.#running;
  }

  async #measure(entry: NewAuditEntry): Promise<void> {
    const { records, bot, now } = this.#parts;
    const measured: Measured = { ...(await measure(bot.examples, this.#stopping.signal)), at: now() };
    const body = JSON.parse(JSON.stringify(measured)) as Json;
    await records.write([{ type: "put", kind: "quality", id, body }], [entry], now());
  }
}

/** Two different sentences at least: one is held back. */
function canMeasure({ examples }: Pick<Bot, "examples">): boolean {
  return new Set(examples.map(({ text }) => normalize(text)).filter((text) => text !== "")).size >= 2;
}

import type { Logger } from "#app/logger.ts";
import type { RulesInForce, StoryRules } from "#bot/routing/story-rules.ts";
import type { DeskRecords } from "#desk/records/desk-records.ts";
import type { Signals } from "#pipeline/signals/signals.ts";
import { type DeskRule, readRules } from "./desk-rule.ts";
import { mergeRules, nextChange } from "./merge-rules.ts";

type Parts = {
  records: Pick<DeskRecords, "list">;
  configured: StoryRules;
  signals: Pick<Signals, "publish" | "subscribeToServer">;
  now: () => number;
  logger: Logger;
};

/** How often each process looks for what a lost signal would have told it. */
const lookEveryMs = 10_000;
const news = "story rules";

/** The rules of the configuration and of the desk, in the memory of each process: a turn waits for no rule. */
export class KeptRules implements Disposable {
  readonly #parts: Parts;
  readonly #timer: NodeJS.Timeout;
  readonly #listening: Disposable;
  #kept: readonly DeskRule[] = [];
  #inForce: RulesInForce;
  #until: number | undefined;
  /** Of readings that overlap the one that was begun last counts. */
  #readings = 0;

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.#inForce = parts.configured;
    this.#listening = parts.signals.subscribeToServer((signal) => {
      if (signal.type === "desk" && signal.news === news) this.#look();
    });
    this.#timer = setInterval(() => this.#look(), lookEveryMs).unref();
  }

  /** Before the first turn, which must find them. */
  static async open(parts: Parts): Promise<KeptRules> {
    const rules = new KeptRules(parts);
    await rules.#read();
    return rules;
  }

  /** The rules of this moment. */
  inForce(): RulesInForce {
    if (this.#until !== undefined && this.#parts.now() >= this.#until) this.#merge();
    return this.#inForce;
  }

  /** The rules have changed: here now, and in the other processes. */
  async changed(): Promise<void> {
    this.#parts.signals.publish("", { type: "desk", news });
    await this.#read();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#listening[Symbol.dispose]();
  }

  #look(): void {
    this.#read().catch((err: unknown) =>
      this.#parts.logger.error({ err }, "the rules of the desk were not read; those of before stay in force"),
    );
  }

  async #read(): Promise<void> {
    const reading = ++this.#readings;
    const kept = await readRules(this.#parts.records);
    if (reading !== this.#readings) return;
    this.#kept = kept;
    this.#merge();
  }

  #merge(): void {
    const { configured, now } = this.#parts;
    const rules = this.#kept.map(({ rule }) => rule);
    const at = now();
    this.#inForce = mergeRules(configured, rules, at);
    this.#until = nextChange(rules, at);
  }
}

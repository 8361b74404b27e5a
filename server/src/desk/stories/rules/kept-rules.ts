import type { Logger } from "#app/logger.ts";
import type { RulesInForce, StoryRules } from "#bot/routing/story-rules.ts";
import type { DeskRecords } from "#desk/records/desk-records.ts";
import { FollowedRecords } from "#desk/stories/followed-records.ts";
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

/** The rules of the configuration and of the desk. */
export class KeptRules implements Disposable {
  readonly #parts: Parts;
  readonly #kept: FollowedRecords<readonly DeskRule[]>;
  #merged: { of: readonly DeskRule[]; inForce: RulesInForce; until: number | undefined };

  private constructor(parts: Parts, kept: FollowedRecords<readonly DeskRule[]>) {
    this.#parts = parts;
    this.#kept = kept;
    this.#merged = this.#merge();
  }

  static async open(parts: Parts): Promise<KeptRules> {
    const { records, signals, logger } = parts;
    const read = (): Promise<DeskRule[]> => readRules(records);
    return new KeptRules(parts, await FollowedRecords.open({ read, news: "story rules", signals, logger }));
  }

  /** The rules of this moment. */
  inForce(): RulesInForce {
    const { of, until } = this.#merged;
    if (of !== this.#kept.value || (until !== undefined && this.#parts.now() >= until)) this.#merged = this.#merge();
    return this.#merged.inForce;
  }

  /** The rules have changed: here now, and in the other processes. */
  changed(): Promise<void> {
    return this.#kept.changed();
  }

  [Symbol.dispose](): void {
    this.#kept[Symbol.dispose]();
  }

  #merge(): { of: readonly DeskRule[]; inForce: RulesInForce; until: number | undefined } {
    const { configured, now } = this.#parts;
    const of = this.#kept.value;
    const rules = of.map(({ rule }) => rule);
    const at = now();
    return { of, inForce: mergeRules(configured, rules, at), until: nextChange(rules, at) };
  }
}

/**
 * What is counted, by name. `key` says of what:
 *
 * - `visit`, `visit.team`: conversations, and those of them that a person had or was asked for. Key: none.
 * - `said`: messages, by `visitor`, `bot` or `team`.
 * - `answer.bot`, `answer.team`: how long the first answer took, by bucket of the histogram.
 * - `story`: answers, by story. `follow`: which story follows which, as `[from, to]`; from `""` is the beginning. `path`: conversations, by the
 *   stories of their beginning, in order.
 * - `outcome`: turns of the bot, by what became of them.
 * - `asked`, `replied`: questions of stories, and those that the person went on after, as `[story, step, slot]`.
 * - `opinion`: as `[question, score or value]`, with `""` for a thumb. `comment`: opinions with words.
 * - `operator`: conversations, by who has had them. `operator.answer`: how long their answers took, as `[operator, bucket]`. `operator.open`: minutes in which
 *   they had so many open at the same time, as `[operator, count]`.
 * - `failure`: deliveries that were given up, by cause.
 */
export const measures = [
  "visit",
  "visit.team",
  "said",
  "answer.bot",
  "answer.team",
  "story",
  "follow",
  "path",
  "outcome",
  "asked",
  "replied",
  "opinion",
  "comment",
  "operator",
  "operator.answer",
  "operator.open",
  "failure",
] as const;
export type Measure = (typeof measures)[number];

/** `slot`: the beginning of a half-hour, in milliseconds since 1970. */
export type Count = { slot: number; connectorId: string; measure: Measure; key: string; amount: number };

/** Half an hour: days of all time zones but four small ones begin and end with one. */
export const slotMs = 1_800_000;

export function slotOf(at: number): number {
  return at - (at % slotMs);
}

/** Adds counts up before they are stored. */
export class Tally {
  readonly #counts = new Map<string, Count>();

  add(slot: number, connectorId: string, measure: Measure, key = "", amount = 1): void {
    const name = JSON.stringify([slot, connectorId, measure, key]);
    const known = this.#counts.get(name);
    if (known === undefined) this.#counts.set(name, { slot, connectorId, measure, key, amount });
    else known.amount += amount;
  }

  /** Those that have changed anything. */
  counts(): Count[] {
    return [...this.#counts.values()].filter(({ amount }) => amount !== 0);
  }
}

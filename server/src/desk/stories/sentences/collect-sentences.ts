import type { Logger } from "#app/logger.ts";
import type { Bot } from "#bot/authoring/create-bot.ts";
import type { TurnReport } from "#bot/turn-report.ts";
import { sure } from "#understanding/understanding.ts";
import type { FoundSentence, UnknownSentences } from "#desk/records/unknown-sentences.ts";

type Parts = { sentences: UnknownSentences; bot: Pick<Bot, "starters">; now: () => number; logger: Logger };

/** A turn is over before anything of it is kept here, and the store is asked once for many. */
const writeEveryMs = 2_000;
/** What waits to be written, at most. More come in only where nothing is understood at all; then some tell as much as all. */
const mostWaiting = 1_000;
const mostKept = 20_000;
const trimEveryMs = 3_600_000;

/**
 * Notes where something was said that no story understood, or only by a guess. It waits in memory for two seconds at most; what a crash loses
 * are counts, for the words are in the log.
 */
export class SentenceCollector implements AsyncDisposable {
  readonly #parts: Parts;
  readonly #timers: NodeJS.Timeout[];
  #waiting: FoundSentence[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#timers = [
      setInterval(() => void this.write(), writeEveryMs).unref(),
      setInterval(() => this.#trim(), trimEveryMs).unref(),
    ];
    this.#trim();
  }

  /** Costs the turn an entry in a list. */
  observe(report: TurnReport): void {
    if (!isUnknown(report, this.#parts.bot) || this.#waiting.length >= mostWaiting) return;
    const { conversationId, seq, connectorId, locale, confidence } = report;
    if (locale === undefined) return;
    this.#waiting.push({ conversationId, seq, connectorId, language: locale, confidence, at: this.#parts.now() });
  }

  /** Writes what waits. Never rejects. */
  write(): Promise<void> {
    const found = this.#waiting;
    if (found.length === 0) return this.#writing;
    this.#waiting = [];
    this.#writing = this.#writing
      .then(() => this.#parts.sentences.add(found))
      .catch((err: unknown) =>
        this.#parts.logger.error({ err, count: found.length }, "sentences that were not understood were not counted"),
      );
    return this.#writing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.write();
  }

  #trim(): void {
    const { sentences, logger } = this.#parts;
    sentences
      .trim(mostKept)
      .catch((err: unknown) => logger.error({ err }, "old sentences that were not understood were not removed"));
  }
}

type Handled = Extract<TurnReport, { type: "handled" }>;

/** Not an answer to a question: those mean nothing by themselves. Not a keyword either, which the author has named. */
function isUnknown(report: TurnReport, { starters }: Pick<Bot, "starters">): report is Handled {
  if (report.type !== "handled" || report.event !== "text") return false;
  const { outcome, confidence, source, intent } = report;
  if (outcome.outcome === "not_understood") return true;
  const isGuess = !authored.has(source) && confidence < sure;
  return isGuess && intent !== undefined && starters.get(intent)?.id === outcome.story;
}

const authored: ReadonlySet<string> = new Set(["link", "choice", "keywords"]);

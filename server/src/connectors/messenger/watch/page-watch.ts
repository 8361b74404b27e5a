import type { CheckResult } from "#channel/connector-definition.ts";
import type { Logger } from "#app/logger.ts";
import type { Finding } from "#connectors/meta/graph/finding.ts";

/** What may be wrong with a page while the server runs. The names are a fixed set, for figures. */
export const subjects = ["token", "subscription", "webhook", "routing", "role", "silence"] as const;
export type Subject = (typeof subjects)[number];

/** What a page was found to have, or is rid of again. */
export type PageNews = {
  about: Subject;
  state: "found" | "gone";
  level: "warning" | "error";
  title: string;
  fix: string;
};

export type PageWatchParts = {
  /** What Meta says now, by subject. */
  look: () => Promise<ReadonlyMap<Subject, readonly Finding[]>>;
  /** Another connector of the same app may have said this already. */
  isNew: (about: Subject, title: string) => boolean;
  /** Tells the other processes of the server; undefined: it is right again. */
  share: (about: Subject, problem: Problem | undefined) => void;
  /** Tells stories. */
  report: (news: PageNews) => Promise<void>;
  logger: Logger;
};

export type Problem = { level: "warning" | "error"; title: string; fix: string };

/**
 * Notices that Meta has taken something from a page while the server runs, and says each once, until it is right again. What another
 * process of the server has found is known here too, and not said again.
 */
export class PageWatch {
  readonly #parts: PageWatchParts;
  readonly #problems = new Map<Subject, Problem>();
  #looking: Promise<void> | undefined;

  constructor(parts: PageWatchParts) {
    this.#parts = parts;
  }

  /** Asks Meta. A look that is under way is not made twice. Never rejects. */
  async look(): Promise<void> {
    this.#looking ??= this.#lookOnce().finally(() => (this.#looking = undefined));
    await this.#looking;
  }

  async #lookOnce(): Promise<void> {
    try {
      for (const [about, findings] of await this.#parts.look()) {
        // What Meta did not say now may be as it was.
        if (findings.some(({ isNoAnswer }) => isNoAnswer === true)) continue;
        await this.found(about, findings);
      }
    } catch (err) {
      this.#parts.logger.error({ err }, "the look whether the page still works has failed; it is made again");
    }
  }

  /** What is known of a subject by now; of several faults the gravest counts. */
  async found(about: Subject, findings: readonly CheckResult[]): Promise<void> {
    const worst = findings.find(({ level }) => level === "error") ?? findings.find(({ level }) => level === "warning");
    const before = this.#problems.get(about);
    if (worst === undefined || worst.level === "ok") return await this.#gone(about, before);
    const { level, title, fix = "" } = worst;
    if (before?.title === title) return;
    const problem = { level, title, fix };
    this.#problems.set(about, problem);
    this.#parts.share(about, problem);
    if (!this.#parts.isNew(about, title)) return;
    const { logger } = this.#parts;
    const say = level === "error" ? logger.error : logger.warn;
    say({ about, fix }, title);
    await this.#parts.report({ about, state: "found", ...problem });
  }

  async #gone(about: Subject, before: Problem | undefined): Promise<void> {
    if (before === undefined) return;
    this.#problems.delete(about);
    this.#parts.share(about, undefined);
    if (!this.#parts.isNew(about, "")) return;
    this.#parts.logger.info({ about }, `right again: ${before.title}`);
    await this.#parts.report({ about, state: "gone", ...before });
  }

  /** Another process has said this. */
  received(about: Subject, problem: Problem | undefined): void {
    if (problem === undefined) this.#problems.delete(about);
    else this.#problems.set(about, problem);
    this.#parts.isNew(about, problem?.title ?? "");
  }

  /** For figures: what is wrong now. */
  get problems(): ReadonlySet<Subject> {
    return new Set(this.#problems.keys());
  }
}

/** What was said last of an app, which several pages share. The first page that sees a change says it. */
export class SaidOnce {
  readonly #last = new Map<Subject, string>();

  isNew(about: Subject, title: string): boolean {
    if ((this.#last.get(about) ?? "") === title) return false;
    this.#last.set(about, title);
    return true;
  }
}

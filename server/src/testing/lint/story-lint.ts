import type { Bot } from "#bot/authoring/create-bot.ts";
import { nameOf, type SimulatedChannel } from "#testing/channels.ts";
import { withoutBots, withStandIns } from "./bots-elsewhere.ts";
import { checkAnswers } from "./check-answers.ts";
import { checkReach } from "./check-reach.ts";
import { checkWords } from "./check-words.ts";
import { type Crawl, crawl } from "./crawl.ts";
import { collapse, type Finding } from "./finding.ts";

/** The part of a catalogue that lint needs. */
export type Translations = {
  findProblems(): readonly { kind: string; locale: string; key: string; detail: string }[];
};

/** What lint checks, and what it knows besides the bot. */
export type LintOptions = {
  /** Catalogues whose translations must be complete. */
  catalogues?: readonly Translations[];
  /** Default: `web` and `messenger`. */
  channels?: readonly SimulatedChannel[];
  /** Links that come from outside: of pushes, campaigns, pages. */
  links?: readonly string[];
  /** More texts that the crawl answers questions with: for questions without choices that need a certain form. */
  answers?: readonly string[];
  /** The most turns in one language on one channel. Default 1000. */
  maxTurns?: number;
  /** Milliseconds after which no more turns are tried, all languages and channels together. Default: any time. */
  maxMs?: number;
  /** The time of all turns: milliseconds since 1970. Default: now. */
  at?: number;
};

const usualAnswers = ["something", "2", "tomorrow", "ada@example.com"];

/**
 * Finds problems of a bot: in its contracts, and by trying everything that can be said and tapped, in every language on
 * every channel. The same bot has the same findings, in the same order.
 *
 * It runs the stories' code many times, without remote understanding services. If stories have effects outside
 * (`turn.once`, a database, a service), give them test doubles.
 *
 * ```ts
 * test("nothing is wrong with the bot", async () => {
 *   expect(await storyLint(bot)).toEqual([]);
 * });
 * ```
 */
export async function storyLint(bot: Bot, options: LintOptions = {}): Promise<Finding[]> {
  const { channels = ["web", "messenger"], links = [], maxTurns = 1000, maxMs = Infinity, at = Date.now() } = options;
  const deadline = performance.now() + maxMs;
  const { catalogues = [] } = options;
  const answers = [...usualAnswers, ...(options.answers ?? [])];
  // The crawl must not cost anything or depend on a service, so it runs without the remote ones.
  const local = withStandIns({ ...bot, services: [] });
  const crawls: Crawl[] = [];
  for (const locale of bot.locales)
    for (const channel of channels)
      crawls.push(await crawl(local, { locale, channel, at, maxTurns, deadline, links, answers }));

  const seen = await Promise.all(crawls.map((each) => checkAnswers(bot, each)));
  const everywhere = { locales: bot.locales, channels: channels.map((channel) => nameOf(channel)) };
  return [
    ...checkWords(bot),
    ...catalogues.flatMap((catalogue) => catalogue.findProblems().map(toFinding)),
    ...collapse([...seen.flat(), ...checkReach(withoutBots(bot), crawls, links)], everywhere),
  ];
}

function toFinding({ kind, locale, key, detail }: ReturnType<Translations["findProblems"]>[number]): Finding {
  const subject = key === "" ? kind : `${key}, ${kind}`;
  return { rule: "translation", severity: "error", locale, detail: `${subject}: ${detail}` };
}

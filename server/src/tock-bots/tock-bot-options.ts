import { ConfigError } from "#app/errors.ts";
import { assertName, type IntentRef } from "#bot/authoring/intent.ts";
import { unknownOptions } from "#bot/authoring/known-options.ts";
import type { StoryEvent } from "#bot/authoring/story-event.ts";
import type { Translations } from "#tock-bots/answer/translate.ts";

/** How a bot of Tock's Bot API is reached, and what it answers. */
export type TockBotOptions = {
  /** Names it in the log, the metrics and `storyRules`. Default `tock`; give each its own. */
  id?: string;
  /**
   * The bot connects to this server at `ws(s)://…/{apiKey}`, so the key is a password: 16 to 128 letters, digits, `_` or `-`. A UUID
   * is good, and the one that it has in Tock may stay.
   */
  apiKey?: string | undefined;
  /**
   * This server calls the bot below this address: `POST {webhook}/webhook`. With a key, too, a bot that cannot be called is asked by its
   * socket.
   */
  webhook?: string | undefined;
  /** The intents that go to it. `all`: each that no story claims. Default `all`. */
  stories?: "all" | readonly IntentRef[];
  /** Whether it gets the texts that nobody understands. Default: if `stories` is `all`. */
  notUnderstood?: boolean;
  /** The intent that the bot gets for an event, e.g. `{ start: "greetings" }`. Default: it gets no events. */
  events?: Partial<Record<StoryEvent, string>>;
  /** Tock's namespace of the bot, which comes with each request. Default `app`. */
  namespace?: string;
  /** Milliseconds of silence after which the fallback answers in the bot's place. Default 10,000, as in Tock. */
  timeoutMs?: number;
  /**
   * What an answer with an empty list of entities means. `forget`, as in Tock: all are forgotten; so tock-node, which always sends
   * an empty list, knows only those of the newest message. `keep`: nothing changes. Default `forget`.
   */
  emptyEntities?: "forget" | "keep";
  /** How many of the newest messages come with each request as `actionsHistory`. Default 0: the field is left out. */
  history?: number;
  /** What the bot says in other languages: by locale, and there by its labels' keys or texts, in Tock's form (`{0}`). */
  translations?: Translations;
};

const known: Record<keyof TockBotOptions, true> = {
  id: true,
  apiKey: true,
  webhook: true,
  stories: true,
  notUnderstood: true,
  events: true,
  namespace: true,
  timeoutMs: true,
  emptyEntities: true,
  history: true,
  translations: true,
};

export type TockBotSettings = Required<Omit<TockBotOptions, "apiKey" | "webhook">> &
  Pick<TockBotOptions, "apiKey" | "webhook">;

const longestTimeout = 300_000;

/** @throws ConfigError with all problems. It never quotes a key. */
export function settleOptions(options: TockBotOptions): TockBotSettings {
  const { id = "tock", apiKey, webhook, stories = "all", timeoutMs = 10_000, history = 0 } = options;
  const { emptyEntities = "forget" } = options;
  const problems = [
    ...unknownOptions("tockBot", options, known),
    ...problemOf(() => assertName("bot", id)),
    // A variable of the environment that is not set must not make a bot that nobody can reach.
    ...("apiKey" in options && apiKey === undefined ? ["apiKey is undefined; is its variable set?"] : []),
    ...("webhook" in options && webhook === undefined ? ["webhook is undefined; is its variable set?"] : []),
    ...(apiKey === undefined && webhook === undefined
      ? ["give it an apiKey, with which the bot connects, or the webhook at which it is called"]
      : []),
    ...(apiKey === undefined || /^[\w-]{16,128}$/.test(apiKey)
      ? []
      : ["apiKey must have 16 to 128 letters, digits, _ or -; it is a password, so let it be random, e.g. a UUID"]),
    ...(webhook === undefined || isBase(webhook)
      ? []
      : ['webhook must be an http(s) address such as "https://bot.example", without credentials or query']),
    ...(stories === "all" || Array.isArray(stories) ? [] : ['stories must be "all" or a list of intents']),
    ...(isWhole(timeoutMs, 1, longestTimeout) ? [] : [`timeoutMs must be a whole number from 1 to ${longestTimeout}`]),
    ...(isWhole(history, 0, 200) ? [] : ["history must be a whole number from 0 to 200"]),
    ...(emptyEntities === "forget" || emptyEntities === "keep" ? [] : ['emptyEntities must be "forget" or "keep"']),
  ];
  if (problems.length > 0) throw new ConfigError(problems.map((problem) => `tockBot "${id}": ${problem}`));
  return {
    id,
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(webhook === undefined ? {} : { webhook }),
    stories,
    notUnderstood: options.notUnderstood ?? stories === "all",
    events: options.events ?? {},
    namespace: options.namespace ?? "app",
    timeoutMs,
    emptyEntities,
    history,
    translations: options.translations ?? {},
  };
}

function problemOf(check: () => void): string[] {
  try {
    check();
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

function isBase(address: string): boolean {
  const url = URL.parse(address);
  if (url === null || !["http:", "https:"].includes(url.protocol)) return false;
  return url.username === "" && url.password === "" && url.search === "" && url.hash === "";
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

import { ConfigError } from "#app/errors.ts";
import type { BotOptions, Fallback } from "#bot/authoring/bot-options.ts";
import type { Bot } from "#bot/authoring/create-bot.ts";
import { intent, type Intent } from "#bot/authoring/intent.ts";
import { unknownName } from "#bot/authoring/known-options.ts";
import type { StoryDefinition } from "#bot/authoring/story.ts";
import type { StoryRule, StoryRules } from "#bot/routing/story-rules.ts";
import type { Turn } from "#bot/running/turn.ts";
import { type Catalogue, catalogue } from "#i18n/catalogue.ts";
import type { Entity } from "#understanding/entities/entity.ts";
import type { Phrases } from "#understanding/keywords.ts";
import { type BotData, readBotData, type RuleData } from "#tock-import/bot-data.ts";
import { isEnabled, type LoadedBot, valueOn } from "./loaded-bot.ts";
import { toEntity } from "./to-entity.ts";
import { toMessages } from "./to-messages.ts";
import { type StoryIntents, toStory } from "./to-story.ts";

/** What the import leaves to you. */
export type LoadTockOptions = {
  /** By locale: the files of messages that the import wrote. */
  messages: Readonly<Record<string, unknown>>;
  /** The id of the connector here for each configuration of Tock that rules or answers are for: `{ "5f3c0d": "site" }`. */
  connectors?: Readonly<Record<string, string>>;
  /** Where the folder `files` of the import is served: an absolute address. Without it, pictures are left out. */
  files?: string;
  /** The id of the imported story that greets who opens the chat. */
  start?: string;
  /** Answers what no story understands. Default: what Tock said. */
  fallback?: Fallback;
};

/** A bot of Tock. */
export type LoadedTockBot = {
  /**
   * What `createBot` takes.
   * @param own stories of yours. One with the id of an imported story takes its position.
   */
  options(own?: readonly StoryDefinition[]): Pick<BotOptions, "stories" | "locales" | "fallback">;
  /** Its rules, for `storyRules` of the configuration. Those that lead to a story which the bot does not have are left out. */
  rulesFor(bot: Bot): StoryRules;
  /** An intent with its sentences, for a story of yours. @throws ConfigError if there is none of this name. */
  intent(name: string): Intent;
  /** What reads an entity, by its name in Tock. @throws ConfigError if there is none of this name, or any text is a value of it. */
  entity(name: string): Entity;
  /** Its texts, by the keys of the import. */
  words: Catalogue<Readonly<Record<string, unknown>>>;
};

/**
 * Loads what `causerie import tock` has written.
 *
 * ```ts
 * import data from "./bot.json" with { type: "json" };
 * import fr from "./messages/fr.json" with { type: "json" };
 *
 * const tock = loadTockBot(data, { messages: { fr } });
 * const search = story("search", { intents: [tock.intent("search")] });
 * const bot = createBot(tock.options([search.handle(() => "Where to?")]));
 * ```
 * @throws ConfigError with all that is wrong with the data, the messages or the options.
 */
export function loadTockBot(json: unknown, options: LoadTockOptions): LoadedTockBot {
  const data = readBotData(json);
  const { connectors = {}, start } = options;
  checkOptions(data, options);
  const words: LoadedTockBot["words"] = catalogue({ locales: data.locales, messages: options.messages });
  const entities = new Map(Object.entries(data.entities).map(([name, each]) => [name, toEntity(name, each)]));
  const messageContext: LoadedBot["messageContext"] = (turn) => ({
    say: (key) => words(turn)(key),
    fileUrl: (path) => (options.files === undefined ? undefined : new URL(path, withSlash(options.files)).href),
  });

  return {
    words,
    options(own = []) {
      const imported = data.stories.filter(({ id }) => own.every((each) => each.id !== id));
      const starters = new Set(own.flatMap((each) => each.starters));
      const bot: LoadedBot = {
        messageContext,
        entity: (name) => entities.get(name),
        configured: (values, { connectorId }) => valueOn(values, connectors, connectorId),
        slotsOf: (name) => imported.find((each) => answersTo(each, name))?.slots.map((slot) => slot.name) ?? [],
        hasStory: (name, { connectorId }) => {
          const target = imported.find((each) => answersTo(each, name));
          return target === undefined ? starters.has(name) : isEnabled(data, target, connectors, connectorId);
        },
      };
      const intents = intentsOnce(data, imported, own);
      return {
        locales: data.locales,
        stories: [
          ...imported.map((each) => toStory(each, bot, intents, each.id === start ? { events: ["start"] } : {})),
          ...own,
        ],
        fallback: options.fallback ?? ((turn: Turn) => toMessages(data.fallback, [], messageContext(turn))),
      };
    },
    rulesFor: (bot) => rulesFor(data, bot, connectors),
    intent: (name) => intent(name, { examples: sentencesOf(data, name) }),
    entity: (name) => {
      const found = entities.get(name);
      if (found !== undefined) return found;
      if (entities.has(name))
        throw new ConfigError([
          `loadTockBot: no value of the entity "${name}" is known; give the slot a schema that takes any text`,
        ]);
      throw new ConfigError([
        `loadTockBot: the import has no entity ${unknownName(name, "entities", [...entities.keys()])}`,
      ]);
    },
  };
}

function answersTo({ id, intent: own }: BotData["stories"][number], name: string): boolean {
  return id === name || own === name;
}

/**
 * The sentences of an intent stand in one story only, or they would be learnt several times: in the one that it begins, because that
 * one has the slots for what they mention.
 */
function intentsOnce(data: BotData, imported: BotData["stories"], own: readonly StoryDefinition[]): StoryIntents {
  const declared = new Set(own.flatMap(({ vocabulary }) => vocabulary.map(({ name }) => name)));
  const begins = new Set(imported.flatMap(({ id, intent: main }) => main ?? id));
  const examples = (name: string): Phrases => {
    if (declared.has(name) || !Object.hasOwn(data.intents, name)) return [];
    declared.add(name);
    return data.intents[name] ?? [];
  };
  return {
    examples,
    refer: (name) => (begins.has(name) || declared.has(name) ? name : intent(name, { examples: examples(name) })),
  };
}

function sentencesOf({ intents }: BotData, name: string): Phrases {
  const own = Object.hasOwn(intents, name) ? intents[name] : undefined;
  if (own !== undefined) return own;
  throw new ConfigError([
    `loadTockBot: the import has no intent ${unknownName(name, "intents", Object.keys(intents))}`,
  ]);
}

function checkOptions(data: BotData, { start, files, fallback }: LoadTockOptions): void {
  const problems: string[] = [];
  const ids = data.stories.map(({ id }) => id);
  if (start !== undefined && !ids.includes(start))
    problems.push(`loadTockBot: start names ${unknownName(start, "stories", ids)}`);
  if (files !== undefined && !URL.canParse(files))
    problems.push(
      `loadTockBot: files is "${files}", which is no absolute address such as https://www.example.com/files/`,
    );
  if (fallback === undefined && data.fallback.length === 0)
    problems.push(
      'loadTockBot: Tock had no answer for what was not understood; give it: fallback: () => "Sorry, I did not understand."',
    );
  if (problems.length > 0) throw new ConfigError(problems);
}

function withSlash(address: string): string {
  return address.endsWith("/") ? address : `${address}/`;
}

function rulesFor({ rules }: BotData, bot: Bot, connectors: Readonly<Record<string, string>>): StoryRules {
  const known = ({ enabled, redirectTo }: StoryRule): StoryRule => ({
    ...(enabled === undefined ? {} : { enabled }),
    ...(redirectTo === undefined || !bot.stories.has(redirectTo) ? {} : { redirectTo }),
  });
  const perConnector = ({ configurations }: RuleData): [string, StoryRule][] =>
    Object.entries(configurations).flatMap(([name, rule]) => {
      const connector = Object.hasOwn(connectors, name) ? connectors[name] : undefined;
      return connector === undefined ? [] : [[connector, known(rule as StoryRule)]];
    });
  return Object.fromEntries(
    Object.entries(rules)
      .filter(([id]) => bot.stories.has(id))
      .map(([id, rule]) => [id, { ...known(rule as StoryRule), connectors: Object.fromEntries(perConnector(rule)) }]),
  );
}

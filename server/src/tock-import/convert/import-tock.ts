import { ConfigError } from "#app/errors.ts";
import { isLocale } from "#i18n/locale.ts";
import type { Messages } from "#i18n/message-types.ts";
import type { BotData, StoryData } from "#tock-import/bot-data.ts";
import { readDictionary, type TockDictionary } from "#tock-import/dump/dictionary-dump.ts";
import { describeUnknown, kindOfDump } from "#tock-import/dump/dump-kind.ts";
import { DumpValue, isObject } from "#tock-import/dump/dump-value.ts";
import { type Finding, Findings } from "#tock-import/dump/findings.ts";
import { joinLanguages, readApplication, readSentences, type TockLanguage } from "#tock-import/dump/sentence-dump.ts";
import { labelsOfStory, readStory, type TockStory } from "#tock-import/dump/story-dump.ts";
import { convertEntities, entityNames, toLocale } from "./convert-entities.ts";
import { convertIntents, reportIntents } from "./convert-intents.ts";
import { convertLabels } from "./convert-labels.ts";
import { convertStories } from "./convert-stories.ts";
import { withFaqs } from "./faq-stories.ts";
import { withOwnSentences } from "./own-sentences.ts";

/** A file of Tock Studio, parsed. */
export type TockDumpFile = { readonly name: string; readonly json: unknown };

/** A whole bot of Tock in the formats of Causerie. */
export type ImportedBot = {
  /** What `loadTockBot` loads. */
  readonly bot: BotData;
  /** By locale: the content of one file of messages. */
  readonly messages: Readonly<Record<string, Messages>>;
  /** Tock's id of each label, and its key. */
  readonly mapping: Readonly<Record<string, string>>;
  /** Pictures and other files by name, their content in Base64. */
  readonly files: ReadonlyMap<string, string>;
  /** Tock's names of the configurations that some rules and answers are for. */
  readonly configurations: readonly string[];
  /** Everything that did not come over as it is, with its position in the dumps. */
  readonly findings: readonly Finding[];
};

/**
 * Converts the exports of Tock Studio: stories, labels, the NLP application or its sentences, and predefined values, in any number of
 * files. What cannot be carried over is a finding, never an exception.
 * @throws ConfigError with each file that is no export of Tock's.
 */
export function importTock(dumps: readonly TockDumpFile[]): ImportedBot {
  const findings = new Findings();
  const read = readDumps(dumps, findings);
  const language = joinLanguages(read.languages);
  const locale = mainLocale(read.stories, language);
  const stories = withFaqs(onceEach(read.stories, findings), language.faqs, findings);
  const sentences = withOwnSentences(language.sentences, stories, locale);
  const labels = convertLabels(read.labels, stories.flatMap(labelsOfStory), locale, findings);

  const entityOf = entityNames([
    ...language.entityTypes,
    ...read.dictionaries.map(({ type }) => type),
    ...typesIn(sentences),
  ]);
  const files = new Map<string, string>();
  const conversion = { findings, files, sentences, locale, entityOf, keyOf: labels.keyOf };
  const converted = convertStories(stories, conversion);
  const asked = new Set(converted.stories.flatMap(({ slots }) => slots.map(({ entity }) => entity)));
  const chosen = stories.flatMap(({ steps }) => steps.flatMap(typesOfSteps)).map(entityOf);
  const types = new Set([
    ...language.entityTypes,
    ...read.dictionaries.map(({ type }) => type),
    ...typesIn(sentences),
    ...asked,
    ...chosen,
  ]);
  const evidence = { dictionaries: read.dictionaries, sentences, asked: new Set([...asked, ...chosen]), locale };
  const intents = convertIntents(sentences, locale, findings);
  const [first = locale, ...others] = labels.locales;
  const bot: BotData = {
    format: "causerie-tock-bot",
    version: 1,
    locales: [first, ...others],
    ...converted,
    entities: convertEntities([...types], evidence, findings),
    intents,
  };
  reportIntents(bot, findings);
  if (bot.stories.length > 0 && bot.fallback.length === 0)
    findings.add(
      "open",
      "fallback",
      "the dumps have no story for what was not understood: give createBot a fallback of your own",
    );
  const configurations = configurationsOf(bot);
  for (const name of configurations)
    findings.add(
      "open",
      `configuration ${name}`,
      "some rules or answers are for it alone: give loadTockBot the connector that it is here, by connectors",
    );
  return {
    bot,
    messages: labels.locales.length === 0 ? { [first]: {} } : labels.messages,
    mapping: labels.mapping,
    files,
    configurations,
    findings: findings.all,
  };
}

type ReadDumps = {
  readonly stories: TockStory[];
  readonly labels: unknown[];
  readonly languages: TockLanguage[];
  readonly dictionaries: TockDictionary[];
};

function readDumps(dumps: readonly TockDumpFile[], findings: Findings): ReadDumps {
  const read: ReadDumps = { stories: [], labels: [], languages: [], dictionaries: [] };
  const problems: string[] = [];
  for (const { name, json } of dumps) {
    const whole = new DumpValue(json, `${name} $`, findings);
    const list = Array.isArray(json) ? whole.list("a list") : [whole];
    switch (kindOfDump(json)) {
      case "stories":
        read.stories.push(...list.flatMap((story) => readStory(story) ?? []));
        break;
      case "labels":
        read.labels.push(
          ...(isObject(json) ? whole.field("labels") : whole).list("a list of labels").map(({ value }) => value),
        );
        break;
      case "application":
        read.languages.push(readApplication(whole));
        break;
      case "sentences":
        read.languages.push(readSentences(whole));
        break;
      case "dictionary":
        read.dictionaries.push(...list.flatMap(readDictionary));
        break;
      case undefined:
        problems.push(`${name} is ${describeUnknown(json)}`);
    }
  }
  if (problems.length > 0) throw new ConfigError(problems);
  if (dumps.length === 0) throw new ConfigError(["there is no export of Tock Studio to import"]);
  return read;
}

/** The same story may be in two exports. */
function onceEach(stories: readonly TockStory[], findings: Findings): TockStory[] {
  const seen = new Set<string>();
  return stories.filter(({ id, at }) => {
    if (!seen.has(id)) return seen.add(id);
    findings.add("lost", at, `the story "${id}" once more: the first counts`);
    return false;
  });
}

/** The language of texts that name none: the first of the application, else that of most sentences. */
function mainLocale(stories: readonly TockStory[], { locales, sentences }: TockLanguage): string {
  const named = [
    ...locales,
    ...stories.flatMap((story) => story.locale ?? []),
    ...sentences.flatMap((each) => each.locale ?? []),
  ];
  return named.map(toLocale).find(isLocale) ?? "en";
}

function typesIn(sentences: TockLanguage["sentences"]): string[] {
  return [...new Set(sentences.flatMap(({ mentions }) => mentions.map(({ type }) => type)))];
}

function typesOfSteps({ entity, children }: TockStory["steps"][number]): string[] {
  return [...(entity === undefined ? [] : [entity.type]), ...children.flatMap(typesOfSteps)];
}

function configurationsOf({ stories, rules }: BotData): string[] {
  const inStories = stories.flatMap(({ messagesFor, endWithFor }: StoryData) => [
    ...Object.keys(messagesFor),
    ...Object.keys(endWithFor),
  ]);
  const inRules = Object.values(rules).flatMap(({ configurations }) => Object.keys(configurations));
  return [...new Set([...inStories, ...inRules])].toSorted();
}

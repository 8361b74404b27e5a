import type { DumpValue } from "./dump-value.ts";
import { withoutNamespace } from "./intent-name.ts";

/** A sentence that is known to mean an intent. */
export type TockSentence = {
  readonly text: string;
  readonly locale: string | undefined;
  readonly intent: string;
  readonly mentions: readonly TockMention[];
};

/** What a sentence mentions: UTF-16 units, `end` exclusive. `type` with its namespace: `duckling:datetime`. */
export type TockMention = {
  readonly type: string;
  readonly role: string;
  readonly start: number;
  readonly end: number;
};

/** An answer to a frequent question: its intent, and Tock's id of its label. */
export type TockFaq = {
  readonly intent: string;
  readonly label: string;
  readonly enabled: boolean;
  readonly at: string;
};

/** What an NLP application or its sentences bring. */
export type TockLanguage = {
  readonly locales: readonly string[];
  /** Kinds of things, with their namespace. */
  readonly entityTypes: readonly string[];
  readonly sentences: readonly TockSentence[];
  readonly faqs: readonly TockFaq[];
};

/** Reads `{ application, entityTypes, intents, sentences, faqs }`, in which sentences name their intent by its id. */
export function readApplication(dump: DumpValue): TockLanguage {
  dump.refuseUnknown(["application", "entityTypes", "intents", "sentences", "faqs", "dumpType", "timestamp"]);
  const intents = dump.field("intents").list("a list of intents");
  const names = new Map<string, string>();
  for (const intent of intents) {
    const name = intent.field("name").neededText("the name of an intent");
    const id = intent.field("_id").text();
    if (name !== undefined && id !== undefined) names.set(id, withoutNamespace(name));
    if (Object.keys(Object(intent.field("entitiesRegexp").value)).length > 0)
      intent
        .field("entitiesRegexp")
        .lose("regular expressions for entities: write them as pattern(…) in a story of your own");
    if (intent.field("mandatoryStates").list("a list of states").length > 0)
      intent
        .field("mandatoryStates")
        .lose("states that an intent needs: here the story that is under way decides that");
  }
  const nameOf = (id: DumpValue): string | undefined => {
    const known = names.get(id.text() ?? "");
    if (known === undefined) id.refuse("the id of an intent that the dump does not have");
    return known;
  };
  return {
    locales: dump
      .field("application")
      .field("supportedLocales")
      .list("a list of locales")
      .flatMap((each) => each.text() ?? []),
    entityTypes: dump.field("entityTypes").list("a list of entity types").flatMap(readEntityType),
    sentences: dump
      .field("sentences")
      .list("a list of sentences")
      .flatMap((sentence) => {
        const { text, language, status, classification } = fieldsOf(sentence);
        if (!isUsable(status)) return [];
        const intentId = classification.field("intentId");
        // Tock's own marks: the sentence means nothing to this bot.
        const intent = intentId.text()?.startsWith("tock:") === true ? intentId.text() : nameOf(intentId);
        return readSentence(text, language, intent, classification.field("entities"), "type");
      }),
    faqs: dump
      .field("faqs")
      .list("a list of questions")
      .flatMap((faq) => {
        const intent = nameOf(faq.field("intentId"));
        const label = faq.field("i18nId").neededText("the id of the answer's label");
        if (intent === undefined || label === undefined) return [];
        return [{ intent, label, enabled: faq.field("enabled").flag(true), at: faq.at }];
      }),
  };
}

/** Reads `{ applicationName, language, sentences }`, in which sentences name their intent. */
export function readSentences(dump: DumpValue): TockLanguage {
  dump.refuseUnknown(["applicationName", "language", "sentences"]);
  const language = dump.field("language").text();
  return {
    locales: language === undefined ? [] : [language],
    entityTypes: [],
    faqs: [],
    sentences: dump
      .field("sentences")
      .list("a list of sentences")
      .flatMap((sentence) => {
        const { text, language: own, status } = fieldsOf(sentence);
        if (!isUsable(status)) return [];
        const intent = sentence.field("intent").neededText("the intent of a sentence");
        const locale = own.isAbsent ? dump.field("language") : own;
        return readSentence(text, locale, intent, sentence.field("entities"), "entity");
      }),
  };
}

function fieldsOf(sentence: DumpValue): Record<"text" | "language" | "status" | "classification", DumpValue> {
  return {
    text: sentence.field("text"),
    language: sentence.field("language"),
    status: sentence.field("status"),
    classification: sentence.field("classification"),
  };
}

/** Only what somebody has validated is an example. */
function isUsable(status: DumpValue): boolean {
  const value = status.text() ?? "model";
  if (value === "model" || value === "validated") return true;
  if (value === "deleted") status.lose("sentences that were deleted in Tock");
  else status.lose("sentences that nobody has validated in Tock");
  return false;
}

function readSentence(
  text: DumpValue,
  language: DumpValue,
  intent: string | undefined,
  entities: DumpValue,
  typeField: "type" | "entity",
): TockSentence[] {
  const said = text.value;
  if (text.neededText("the text of a sentence") === undefined || typeof said !== "string" || intent === undefined)
    return [];
  const mentions = entities.list("a list of entities").flatMap((entity) => readMention(entity, said, typeField));
  return [{ text: said, locale: language.text(), intent: withoutNamespace(intent), mentions }];
}

function readMention(mention: DumpValue, said: string, typeField: "type" | "entity"): TockMention[] {
  const type = mention.field(typeField).neededText("the type of an entity");
  const start = mention.field("start").number();
  const end = mention.field("end").number();
  if (type === undefined) return [];
  if (start === undefined || end === undefined || start < 0 || end <= start || end > said.length) {
    mention.refuse("start and end of an entity do not lie in its sentence");
    return [];
  }
  if (mention.field("subEntities").list("a list of entities").length > 0)
    mention.field("subEntities").lose("entities inside of an entity: here a mention is one whole");
  return [{ type, role: mention.field("role").text() ?? withoutNamespace(type), start, end }];
}

function readEntityType(type: DumpValue): string[] {
  const name = type.field("name").neededText("the name of an entity type");
  if (type.field("subEntities").list("a list of entities").length > 0)
    type.field("subEntities").lose("entities inside of an entity: here a mention is one whole");
  return name === undefined ? [] : [name];
}

/** Everything that the dumps together say of languages. */
export function joinLanguages(all: readonly TockLanguage[]): TockLanguage {
  return {
    locales: all.flatMap(({ locales }) => locales),
    entityTypes: [...new Set(all.flatMap(({ entityTypes }) => entityTypes))],
    sentences: all.flatMap(({ sentences }) => sentences),
    faqs: all.flatMap(({ faqs }) => faqs),
  };
}

import { readCurrentAnswer, type TockAnswer } from "./answer-dump.ts";
import type { DumpValue } from "./dump-value.ts";
import { readIntent } from "./intent-name.ts";
import type { LabelValue } from "./label-value.ts";
import { readSteps, type TockStep } from "./step-dump.ts";

/** A story as Studio exports it. */
export type TockStory = {
  readonly id: string;
  readonly name: string;
  /** Without its namespace. */
  readonly intent: string;
  readonly answer: TockAnswer;
  /** Answers for one configuration of the bot each, by its name. */
  readonly dedicated: readonly { readonly configuration: string; readonly answer: TockAnswer }[];
  readonly entities: readonly TockMandatoryEntity[];
  readonly steps: readonly TockStep[];
  readonly features: readonly TockFeature[];
  readonly tags: readonly string[];
  /** A sentence that asks for it. */
  readonly sentence: string | undefined;
  readonly locale: string | undefined;
  readonly at: string;
};

/** Something that the story asks for when it is missing. */
export type TockMandatoryEntity = {
  readonly role: string;
  readonly type: string;
  readonly intent: string | undefined;
  readonly question: TockAnswer;
  readonly at: string;
};

/** A rule. `configuration` undefined: it holds for all of them. */
export type TockFeature = {
  readonly configuration: string | undefined;
  readonly enabled: boolean;
  readonly switchTo: string | undefined;
  readonly endWith: string | undefined;
  readonly at: string;
};

const known = [
  "storyId",
  "botId",
  "intent",
  "currentType",
  "answers",
  "version",
  "namespace",
  "mandatoryEntities",
  "steps",
  "name",
  "category",
  "description",
  "userSentence",
  "userSentenceLocale",
  "configurationName",
  "features",
  "tags",
  "configuredAnswers",
  "configuredSteps",
  // What Studio's pages add for themselves.
  "_id",
  "metricStory",
  "hideDetails",
  "selected",
  "lastEdited",
];

/** Reads one story. Undefined: it is none, which is a finding. */
export function readStory(story: DumpValue): TockStory | undefined {
  if (!story.isObject("a story")) return undefined;
  const id = story.field("storyId").neededText("the id of the story");
  const intent = readIntent(story.field("intent"));
  if (id === undefined) return undefined;
  if (intent === undefined) {
    story.field("intent").refuse("the intent of the story is missing, so nothing could begin it");
    return undefined;
  }
  story.refuseUnknown(known);
  const category = story.field("category").text() ?? "default";
  const steps = story.field("configuredSteps").list("a list of steps by configuration");
  for (const each of steps)
    each.lose("steps for one configuration of the bot: here the steps of a story are the same on all connectors");
  if (!story.field("description").isAbsent && story.field("description").text() !== undefined)
    story.field("description").lose("the description of the story, which is for its authors");
  return {
    id,
    name: story.field("name").text() ?? id,
    intent,
    answer: readCurrentAnswer(story, category),
    dedicated: story
      .field("configuredAnswers")
      .list("a list of answers by configuration")
      .flatMap((each) => {
        const configuration = each.field("botConfiguration").neededText("the name of the configuration");
        return configuration === undefined ? [] : [{ configuration, answer: readCurrentAnswer(each, category) }];
      }),
    entities: story
      .field("mandatoryEntities")
      .list("a list of entities")
      .flatMap((each) => readMandatory(each, category)),
    steps: readSteps(story.field("steps"), category),
    features: story.field("features").list("a list of rules").flatMap(readFeature),
    tags: story
      .field("tags")
      .list("a list of tags")
      .flatMap((tag) => tag.text() ?? []),
    sentence: story.field("userSentence").text(),
    locale: story.field("userSentenceLocale").text(),
    at: story.at,
  };
}

function readMandatory(entity: DumpValue, category: string): TockMandatoryEntity[] {
  if (!entity.isObject("an entity with its role")) return [];
  entity.refuseUnknown(["role", "entityType", "intent", "answers", "currentType"]);
  const role = entity.field("role").neededText("the role of the entity");
  if (role === undefined) return [];
  const type = entity.field("entityType").text() ?? role;
  const intent = readIntent(entity.field("intent"));
  return [{ role, type, intent, question: readCurrentAnswer(entity, category), at: entity.at }];
}

function readFeature(feature: DumpValue): TockFeature[] {
  if (!feature.isObject("a rule")) return [];
  feature.refuseUnknown(["botApplicationConfigurationId", "enabled", "switchToStoryId", "endWithStoryId"]);
  return [
    {
      configuration: feature.field("botApplicationConfigurationId").text(),
      enabled: feature.field("enabled").flag(true),
      switchTo: feature.field("switchToStoryId").text(),
      endWith: feature.field("endWithStoryId").text(),
      at: feature.at,
    },
  ];
}

/** All labels that a story uses. */
export function labelsOfStory(story: TockStory): LabelValue[] {
  return [
    ...labelsOfAnswer(story.answer),
    ...story.dedicated.flatMap(({ answer }) => labelsOfAnswer(answer)),
    ...story.entities.flatMap(({ question }) => labelsOfAnswer(question)),
    ...story.steps.flatMap(labelsOfStep),
  ];
}

function labelsOfStep(step: TockStep): LabelValue[] {
  const own = step.label === undefined ? [] : [step.label];
  return [...own, ...labelsOfAnswer(step.answer), ...step.children.flatMap(labelsOfStep)];
}

function labelsOfAnswer(answer: TockAnswer): LabelValue[] {
  if (answer.type !== "messages") return [];
  return answer.messages.flatMap(({ label, media }) => {
    const own = label === undefined ? [] : [label];
    if (media === undefined) return own;
    if (media.type === "action") return [...own, media.action.title];
    const cards = media.type === "card" ? [media.card] : media.cards;
    const shown = cards.flatMap(({ title, subTitle, actions }) => [
      title,
      subTitle,
      ...actions.map((each) => each.title),
    ]);
    return [...own, ...shown.filter((each) => each !== undefined)];
  });
}

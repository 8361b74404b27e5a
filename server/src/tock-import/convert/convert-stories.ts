import type { BotData, MessageData, SlotData, StepData, StoryData } from "#tock-import/bot-data.ts";
import type { TockSentence } from "#tock-import/dump/sentence-dump.ts";
import type { TockStory } from "#tock-import/dump/story-dump.ts";
import { convertAnswer } from "./convert-messages.ts";
import { convertFeatures } from "./convert-rules.ts";
import { convertSteps, type StepConversion } from "./convert-steps.ts";
import { claimName, toName } from "./names.ts";
import { findRoleCues } from "./role-cues.ts";
import { nameStories, type StoryName } from "./story-names.ts";

export type StoryConversion = StepConversion & { readonly sentences: readonly TockSentence[]; readonly locale: string };

export type ConvertedStories = Pick<BotData, "stories" | "fallback" | "rules">;

/** What Tock says when it has understood nothing is this story's answer. */
const unknown = { ids: ["tock_unknown_story", "unknown"], intent: "tock:unknown" };

/** The stories that are data. Those that are Kotlin code, and what has no equivalent, are findings. */
export function convertStories(stories: readonly TockStory[], conversion: StoryConversion): ConvertedStories {
  const { findings } = conversion;
  const fallback: MessageData[] = [];
  const usable: TockStory[] = [];
  for (const story of stories) {
    if (story.intent === unknown.intent || unknown.ids.includes(story.id)) {
      if (fallback.length > 0) findings.add("lost", story.at, "a second story for what was not understood");
      else fallback.push(...convertAnswer(story.answer, conversion));
    } else if (story.intent.startsWith("tock:"))
      findings.add("lost", story.at, `a story for Tock's own intent "${story.intent}"`);
    else if (isCode(story)) {
      findings.add("open", story.at, codeFinding(story));
      if (story.steps.length > 0 || story.entities.length > 0 || story.features.length > 0)
        findings.add("lost", story.at, "the steps, entities and rules of a story that is Kotlin code: they go with it");
    } else usable.push(story);
  }
  const names = nameStories(usable, findings);
  const idOf = (id: string): string | undefined => {
    const story = usable.find((each) => each.id === id);
    return story === undefined ? undefined : names.get(story)?.id;
  };
  const rules: BotData["rules"] = {};
  const converted = [...names].map(([story, name]): StoryData => {
    const { rule, endings } = convertFeatures(story, idOf, findings);
    if (rule !== undefined) rules[name.id] = rule;
    return { ...convertStory(story, name, conversion), ...endings };
  });
  return { stories: converted, fallback, rules };
}

function isCode({ answer, dedicated }: TockStory): boolean {
  return answer.type === "builtin" && dedicated.every((each) => each.answer.type !== "messages");
}

function codeFinding({ id, intent }: TockStory): string {
  return `the story "${id}" is Kotlin code: write it as a story of your own, with intents: [tock.intent("${toName(intent, "intent")}")]`;
}

function convertStory(story: TockStory, { id, intent }: StoryName, conversion: StoryConversion): StoryData {
  const { findings } = conversion;
  const slots = convertSlots(story, conversion);
  const steps = convertSteps(story.steps, conversion);
  const messages = convertAnswer(story.answer, conversion);
  if (messages.length === 0 && slots.length === 0 && steps.every((step) => step.messages.length === 0))
    findings.add(
      "open",
      story.at,
      `the story "${story.id}" says nothing: the fallback answers until a story of yours has its id`,
    );
  const tags = readTags(story, conversion);
  return {
    id,
    name: story.name,
    ...(intent === undefined ? {} : { intent }),
    secondary: secondaryIntents(story, intent ?? id, steps),
    messages,
    messagesFor: Object.fromEntries(
      story.dedicated.map(({ configuration, answer }) => [configuration, convertAnswer(answer, conversion)]),
    ),
    slots,
    steps,
    endWithFor: {},
    ...tags,
  };
}

/** The intents that find the entities which the story asks for. */
function secondaryIntents({ entities }: TockStory, own: string, steps: readonly StepData[]): string[] {
  const ofSteps = new Set(steps.flatMap(({ intent }) => intent ?? []));
  const all = entities.flatMap(({ intent }) => (intent === undefined ? [] : [toName(intent, "intent")]));
  return [...new Set(all)].filter((intent) => intent !== own && !ofSteps.has(intent));
}

function convertSlots({ entities }: TockStory, conversion: StoryConversion): SlotData[] {
  const { findings, entityOf, sentences, locale } = conversion;
  const used = new Set<string>();
  return entities.map(({ role, type, question, at }) => {
    const wanted = toName(role, "slot");
    const name = claimName(wanted, used);
    if (name !== role) findings.add("changed", `${at}.role`, `the role "${role}" is "${name}" here`);
    const entity = entityOf(type);
    const rivals = entities
      .filter((each) => each.role !== role && entityOf(each.type) === entity)
      .map((each) => each.role);
    const after = rivals.length === 0 ? {} : findRoleCues(role, rivals, { type: entity, sentences, locale });
    const ask = convertAnswer(question, conversion);
    if (question.type === "builtin")
      findings.add("open", at, "a question that is Kotlin code: the story does not ask for it");
    return { name, entity, ask, ...(Object.keys(after).length === 0 ? {} : { after }) };
  });
}

/** Tags without an equivalent, and what is here in their stead. */
const tagsWithout: Readonly<Record<string, string>> = {
  ASK_AGAIN: "here the fallback answers, and a question that is open stays open",
  CHECK_ONLY_SUB_STEPS: "here the steps below the current one always come first",
  CHECK_ONLY_SUB_STEPS_WITH_STORY_INTENT: "here the steps below the current one always come first",
};

function readTags({ tags, at }: TockStory, { findings }: StoryConversion): Pick<StoryData, "handsOver" | "resumesBot"> {
  for (const tag of tags)
    if (tag !== "ENABLE" && tag !== "DISABLE") {
      const reason = Object.hasOwn(tagsWithout, tag) ? tagsWithout[tag] : undefined;
      findings.add("lost", `${at}.tags`, `the tag "${tag}": ${reason ?? "this import does not know it"}`);
    }
  return { handsOver: tags.includes("DISABLE"), resumesBot: tags.includes("ENABLE") };
}

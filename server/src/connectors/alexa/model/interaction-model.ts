import { toAlexaName } from "#connectors/alexa/incoming/intent-name.ts";
import { limits } from "#connectors/alexa/limits.ts";
import { answerIntent } from "./answer-intent.ts";
import type { ModelIntent, ModelType } from "./model-intent.ts";
import { toSample } from "./to-sample.ts";

export type ModelRequest = { invocationName: string; intents: readonly ModelIntent[] };

/** `findings`: what the model could not take over, a sentence each. */
export type Model = { model: object; findings: string[] };

type Sampled = { name: string; slots: { name: string; type: string }[]; samples: string[] };

/** Amazon's own, which every skill must or should have. Their words are Amazon's. */
const builtins = ["Cancel", "Help", "Stop", "NavigateHome", "Fallback", "Yes", "No", "Repeat", "StartOver"];

/** What custom types must have where the stories know no values: Amazon takes other words, too. */
const anyWords = ["something", "anything"];

/**
 * The interaction model of a skill (developer.amazon.com/docs/alexa/smapi/interaction-model-schema.html): an intent for each of the bot's, with its
 * sentences, in which what a slot finds is the slot; and one for answers to questions. Pure.
 */
export function interactionModel({ invocationName, intents }: ModelRequest): Model {
  const findings: string[] = [];
  const seen = new Map<string, string>();
  const lists = new Map<string, Extract<ModelType, { type: "list" }>>();
  const sampled = intents.flatMap((intent): Sampled[] => {
    const made = sample(intent, seen, findings);
    for (const { type } of intent.slots) if (type.type === "list") lists.set(type.name, type);
    return made.samples.length === 0 ? [] : [made];
  });
  const most = limits.intents - builtins.length - 1;
  for (const { name } of sampled.slice(most))
    findings.push(`${name} is left out: a skill has at most ${limits.intents} intents.`);
  const kept = sampled.slice(0, most);
  const used = new Set(kept.flatMap(({ slots }) => slots.map(({ type }) => type)));
  const types = [...lists.values()].filter(({ name }) => used.has(toAlexaName(name)));
  const words = [...new Set([...lists.values()].flatMap(({ values }) => values.flatMap(({ names }) => names)))];
  const languageModel = {
    invocationName,
    intents: [...builtins.map((name) => ({ name: `AMAZON.${name}Intent`, samples: [] })), ...kept, answers()],
    types: [
      ...types.map(({ name, values }) => ({ name: toAlexaName(name), values: values.map(toValue) })),
      {
        name: answerIntent.type,
        values: (words.length === 0 ? anyWords : words).map((value) => ({ name: { value } })),
      },
    ],
    modelConfiguration: { fallbackIntentSensitivity: { level: "LOW" } },
  };
  return { model: { interactionModel: { languageModel } }, findings };
}

function sample({ name, phrases, slots }: ModelIntent, seen: Map<string, string>, findings: string[]): Sampled {
  const samples: string[] = [];
  const names = new Set<string>();
  for (const phrase of phrases) {
    const made = toSample(phrase, slots);
    if (made === undefined)
      findings.push(`${name}: a sentence with digits, or of more than ${limits.sample} letters, is left out.`);
    else if (made.text !== "") {
      const owner = seen.get(made.text);
      if (owner !== undefined && owner !== name)
        findings.push(`${name}: "${made.text}" is a sentence of ${owner}, too, and stays there.`);
      if (owner !== undefined) continue;
      seen.set(made.text, name);
      samples.push(made.text);
      for (const slot of made.slots) names.add(slot);
    }
  }
  if (samples.length === 0)
    findings.push(`${name} has no words in this language: nobody can ask for it, only choose it.`);
  const used = slots.filter((slot) => names.has(slot.name));
  return {
    name: toAlexaName(name),
    slots: used.map(({ name: slot, type }) => ({
      name: toAlexaName(slot),
      type: type.type === "list" ? toAlexaName(type.name) : type.name,
    })),
    samples,
  };
}

function answers(): Sampled {
  const { name, words, type, builtin } = answerIntent;
  const slots = Object.entries(builtin).map(([slot, of]) => ({ name: slot, type: of as string }));
  const samples = [words, ...Object.keys(builtin), "day} {time"].map((slot) => `{${slot}}`);
  return { name, slots: [{ name: words, type }, ...slots], samples };
}

function toValue({ id, names: [value = id, ...synonyms] }: { id: string; names: readonly string[] }): object {
  return { id, name: { value, synonyms } };
}

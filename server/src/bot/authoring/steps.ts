import type { StandardSchemaV1 } from "@standard-schema/spec";
import { assertKnown, unknownName } from "./known-options.ts";
import { assertName, type Intent, type IntentRef, nameOf } from "./intent.ts";

/**
 * A step of a story: with parameters (a schema), reachable by intents while the story is under way, and with steps of its
 * own that come first while it is the current one. `true`: reachable by links only, without parameters.
 */
export type StepSpec = true | StandardSchemaV1 | StepOptions;

/** A step in its long form. */
export type StepOptions = {
  params?: StandardSchemaV1;
  intents?: readonly IntentRef[];
  steps?: StepSpecs;
};

/** The steps of a contract, by name. */
export interface StepSpecs {
  readonly [name: string]: StepSpec;
}

/** How an error names a step that a story does not have. */
export function unknownStep(story: string, step: string, steps: readonly string[]): string {
  return `unknown step of "${story}": ${unknownName(step, "steps", steps)}`;
}

export type ParamsSchema = StandardSchemaV1 | undefined;

/** One step of the tree, in one form. `parent` undefined: at the story's root. */
export type Step = {
  readonly name: string;
  readonly parent: string | undefined;
  readonly schema: ParamsSchema;
  readonly intents: readonly string[];
};

/** The tree as a list. Names are unique in the story, because a link names no path. */
export function flattenSteps(specs: StepSpecs): { steps: Step[]; intents: Intent[] } {
  const flat = stepsBelow(specs, undefined);
  const names = flat.steps.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new TypeError(`there are two steps "${twice}"; a link names no path, so give each its own name`);
  return flat;
}

function stepsBelow(specs: StepSpecs, parent: string | undefined): { steps: Step[]; intents: Intent[] } {
  const steps: Step[] = [];
  const intents: Intent[] = [];
  for (const [name, spec] of Object.entries(specs)) {
    assertName("step", name);
    const options = toOptions(spec);
    assertKnown(`step "${name}"`, options, { params: true, intents: true, steps: true });
    const own = options.intents ?? [];
    steps.push({ name, parent, schema: options.params, intents: own.map(nameOf) });
    intents.push(...own.filter((each): each is Intent => typeof each !== "string"));
    const below = stepsBelow(options.steps ?? {}, name);
    steps.push(...below.steps);
    intents.push(...below.intents);
  }
  return { steps, intents };
}

function toOptions(spec: StepSpec): StepOptions {
  if (spec === true) return {};
  return "~standard" in spec ? { params: spec } : spec;
}

type ParamsOf<Spec> = Spec extends StandardSchemaV1
  ? Spec
  : Spec extends { params: infer Params extends StandardSchemaV1 }
    ? Params
    : undefined;

/** Not `unknown`: a union with `unknown` is `unknown`, and the types of the other steps would be lost. */
type None = Record<never, never>;

type ChildrenOf<Spec> = Spec extends StandardSchemaV1 ? None : Spec extends { steps: infer Below } ? Below : None;

type Intersect<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;

type Below<Specs> = Intersect<{ [Name in keyof Specs]: FlatSteps<ChildrenOf<Specs[Name]>> }[keyof Specs]>;

/** All steps of the tree by name, with their parameters' schema. */
export type FlatSteps<Specs> = keyof Specs extends never
  ? None
  : { [Name in keyof Specs]: ParamsOf<Specs[Name]> } & Below<Specs>;

import { readCurrentAnswer, type TockAnswer } from "./answer-dump.ts";
import { type DumpValue } from "./dump-value.ts";
import { type LabelValue, readLabelValue } from "./label-value.ts";
import { readIntent } from "./intent-name.ts";

/** A step of a story. */
export type TockStep = {
  /** As Tock names it in links: its own name only if that begins with `##`. */
  readonly name: string;
  readonly intent: string | undefined;
  readonly targetIntent: string | undefined;
  readonly answer: TockAnswer;
  /** What the person may say to come here, which is offered as a suggestion. */
  readonly label: LabelValue | undefined;
  /** It is chosen by what is mentioned: any value of the role, or this one. */
  readonly entity: { readonly role: string; readonly type: string; readonly value: string | undefined } | undefined;
  readonly children: readonly TockStep[];
  readonly at: string;
};

/** Nested deeper than any story, and a dump may be made to break this. */
const deepest = 30;

export function readSteps(steps: DumpValue, category: string, depth = 0): TockStep[] {
  const list = steps.list("a list of steps");
  if (depth > deepest && list.length > 0) {
    steps.lose(`steps that are nested more than ${deepest} deep`);
    return [];
  }
  return list.flatMap((step) => readStep(step, category, depth));
}

function readStep(step: DumpValue, category: string, depth: number): TockStep[] {
  if (!step.isObject("a step")) return [];
  step.refuseUnknown([
    "name",
    "intent",
    "targetIntent",
    "answers",
    "currentType",
    "userSentence",
    "userSentenceLabel",
    "children",
    "level",
    "entity",
    "metrics",
  ]);
  if (step.field("metrics").list("a list of metrics").length > 0)
    step.field("metrics").lose("metrics of a step: count what matters in a story of your own");
  const intent = readIntent(step.field("intent"));
  const entity = readEntity(step.field("entity"));
  const level = step.field("level").number() ?? depth;
  const old = step.field("userSentence");
  return [
    {
      name: nameOf(step.field("name").text(), { intent, entity, level }),
      intent,
      targetIntent: readIntent(step.field("targetIntent")),
      answer: readCurrentAnswer(step, category),
      label: readLabelValue(step.field("userSentenceLabel"), category) ?? readLabelValue(old, category),
      entity,
      children: readSteps(step.field("children"), category, depth + 1),
      at: step.at,
    },
  ];
}

function nameOf(
  own: string | undefined,
  { intent, entity, level }: Pick<TockStep, "intent" | "entity"> & { level: number },
): string {
  if (own?.startsWith("##")) return own;
  const chosen = entity?.value ?? entity?.role;
  return [intent ?? own ?? "step", ...(chosen === undefined ? [] : [chosen]), String(level)].join("_");
}

function readEntity(entity: DumpValue): TockStep["entity"] {
  if (entity.isAbsent || !entity.isObject("the entity that chooses the step")) return undefined;
  entity.refuseUnknown(["value", "entityRole", "entityType"]);
  const role = entity.field("entityRole").neededText("the role of the entity");
  if (role === undefined) return undefined;
  return { role, type: entity.field("entityType").text() ?? role, value: entity.field("value").text() };
}

import type { StepData } from "#tock-import/bot-data.ts";
import type { TockStep } from "#tock-import/dump/step-dump.ts";
import { type Conversion, convertAnswer } from "./convert-messages.ts";
import { claimName, toName } from "./names.ts";

/** `entityOf`: the full name of an entity type. */
export type StepConversion = Conversion & { readonly entityOf: (type: string) => string };

/** @param used the names of the story's steps: a link names no path, so they are unique. */
export function convertSteps(
  steps: readonly TockStep[],
  conversion: StepConversion,
  used = new Set<string>(),
): StepData[] {
  return steps.map((step) => convertStep(step, conversion, used));
}

function convertStep(step: TockStep, conversion: StepConversion, used: Set<string>): StepData {
  const { findings } = conversion;
  const { intent, targetIntent, entity, at } = step;
  const wanted = toName(step.name, "step");
  const name = claimName(wanted, used);
  if (name !== wanted)
    findings.add("changed", at, `a step whose name "${wanted}" another step of the story has; now "${name}"`);
  if (step.answer.type === "builtin" && targetIntent === undefined)
    findings.add(
      "open",
      at,
      "the answer of a step that is Kotlin code: the step says nothing until you write it in a story of your own",
    );
  const offer = step.label === undefined ? undefined : conversion.keyOf(step.label);
  const target = targetIntent === undefined ? undefined : toName(targetIntent, "intent");
  return {
    name,
    ...(intent === undefined ? {} : { intent: toName(intent, "intent") }),
    ...(offer === undefined ? {} : { offer }),
    messages: convertAnswer(step.answer, conversion),
    ...(target === undefined ? {} : { switchTo: target }),
    ...(entity === undefined
      ? {}
      : {
          chosenBy: {
            role: entity.role,
            entity: conversion.entityOf(entity.type),
            ...(entity.value === undefined ? {} : { value: entity.value }),
          },
        }),
    steps: convertSteps(step.children, conversion, used),
  };
}

import type { RuleData, StoryData } from "#tock-import/bot-data.ts";
import type { Findings } from "#tock-import/dump/findings.ts";
import type { TockFeature, TockStory } from "#tock-import/dump/story-dump.ts";

type Endings = Pick<StoryData, "endWith" | "endWithFor">;

/**
 * The rules of a story: is it enabled, does another one answer in its stead, does another one follow?
 * @param idOf the id here of a story of Tock; undefined: the dumps do not have it.
 */
export function convertFeatures(
  { features }: TockStory,
  idOf: (story: string) => string | undefined,
  findings: Findings,
): { rule: RuleData | undefined; endings: Endings } {
  const rule: RuleData = { configurations: {} };
  const endings: Endings = { endWithFor: {} };
  for (const feature of features) {
    if (!isInUse(feature, findings)) continue;
    const { configuration, enabled, switchTo, endWith, at } = feature;
    const target = (story: string): string => {
      const id = idOf(story);
      if (id === undefined)
        findings.add(
          "open",
          at,
          `a rule that leads to the story "${story}", which is not here: it has an effect once you have a story of this id`,
        );
      return id ?? story;
    };
    const own = configuration === undefined ? rule : (rule.configurations[configuration] ??= {});
    if (!enabled) own.enabled = false;
    if (switchTo !== undefined && own.redirectTo === undefined) own.redirectTo = target(switchTo);
    else if (switchTo !== undefined)
      findings.add("lost", at, "a second rule of the same kind for the same configuration");
    if (endWith === undefined) continue;
    const before = configuration === undefined ? endings.endWith : endings.endWithFor[configuration];
    if (before !== undefined) findings.add("lost", at, "a second rule of the same kind for the same configuration");
    else if (configuration === undefined) endings.endWith = target(endWith);
    else endings.endWithFor[configuration] = target(endWith);
  }
  for (const [name, own] of Object.entries(rule.configurations))
    if (Object.keys(own).length === 0) delete rule.configurations[name];
  const isEmpty =
    rule.enabled === undefined && rule.redirectTo === undefined && Object.keys(rule.configurations).length === 0;
  return { rule: isEmpty ? undefined : rule, endings };
}

function isInUse({ enabled, switchTo, endWith, at }: TockFeature, findings: Findings): boolean {
  const leads = switchTo !== undefined || endWith !== undefined;
  if (leads && !enabled) findings.add("lost", at, "a rule that is switched off");
  if (!leads && enabled) findings.add("lost", at, "a rule that enables the story, as all stories are");
  return leads === enabled;
}

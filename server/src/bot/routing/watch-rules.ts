import type { InspectedRule } from "#bot/turn-inspection.ts";
import type { FindRule } from "./story-rules.ts";

/** The same rules. `used`: those that were asked for so far and decide something, for tools that show why a turn went as it did. */
export function watchRules(find: FindRule): { ruleOf: FindRule; used: () => InspectedRule[] } {
  const asked = new Set<string>();
  return {
    ruleOf: (story) => {
      asked.add(story);
      return find(story);
    },
    used: () =>
      [...asked].flatMap((story) => {
        const { enabled, redirectTo, endWith, source } = find(story);
        const rule = {
          ...(enabled === undefined ? {} : { enabled }),
          ...(redirectTo === undefined ? {} : { redirectTo }),
          ...(endWith === undefined ? {} : { endWith }),
        };
        if (Object.keys(rule).length === 0) return [];
        return [{ story, source: source ?? ("configuration" as const), ...rule }];
      }),
  };
}

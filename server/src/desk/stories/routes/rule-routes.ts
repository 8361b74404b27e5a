import { type ListedRule, listedRulesSchema, savedRuleSchema, type StoryRule } from "@causerie/protocol/desk";
import { RequestError } from "#app/errors.ts";
import type { Json } from "#channel/json.ts";
import { type DeskRoute, route } from "#desk/http/route.ts";
import { type DeskRule, readRules, ruleId, rulesOfConfiguration } from "#desk/stories/rules/desk-rule.ts";
import { stateAt } from "#desk/stories/rules/merge-rules.ts";
import { checkRule, ruleProblems } from "#desk/stories/rules/rule-problems.ts";
import { storyAct, type StoryParts } from "./story-parts.ts";

/** More would be a program of its own, and each turn looks at them. */
const mostRules = 500;

/** The rules of stories by channel. */
export function ruleRoutes(parts: StoryParts): DeskRoute[] {
  const { records, bot, configuredRules, changedRules, now } = parts;
  const configured = rulesOfConfiguration(configuredRules);
  return [
    route({
      method: "get",
      path: "/stories/rules",
      summary: "What is decided about stories without their code: at the desk, and in the configuration.",
      scope: "stories.read",
      answer: listedRulesSchema,
      async handle() {
        const kept = await readRules(records);
        const channels = parts.channels();
        const examples = Map.groupBy(bot.examples, ({ intent }) => intent);
        return {
          rules: list(kept, configured, parts),
          stories: [...bot.stories.values()].map(({ id, starters }) => ({
            id,
            examples: starters.reduce((sum, intent) => sum + (examples.get(intent)?.length ?? 0), 0),
          })),
          channels: [...channels],
        };
      },
    }),
    route({
      method: "put",
      path: "/stories/rules",
      summary: "Makes the rule of a story, for all channels or for one, or changes it.",
      scope: "stories.write",
      body: savedRuleSchema,
      async handle({ actor, body: { rule, version } }) {
        const kept = await readRules(records);
        const id = ruleId(rule);
        const others = kept.filter((each) => each.id !== id);
        if (others.length >= mostRules)
          throw new RequestError("invalid_request", `there are ${mostRules} rules; remove one that is over`);
        checkRule(rule, bot, namesOf(parts), [...allRules(others, configured)]);
        const change = {
          type: "put" as const,
          kind: "rule" as const,
          id,
          ...(version === undefined ? {} : { version }),
          body: JSON.parse(JSON.stringify(rule)) as Json,
        };
        const decided = Object.entries(rule).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, value] as const],
        );
        const detail = Object.fromEntries(decided);
        if (!(await records.write([change], [storyAct(actor, "story-rule.save", id, detail)], now())))
          throw new RequestError("conflict", "somebody else has changed this rule since; look at it again");
        await changedRules();
      },
    }),
    route({
      method: "delete",
      path: "/stories/rules/:id",
      summary: "Removes a rule of the desk. One of the configuration for the same story and channel is in force again.",
      scope: "stories.write",
      async handle({ actor, params }) {
        const id = params["id"] ?? "";
        await records.write([{ type: "remove", kind: "rule", id }], [storyAct(actor, "story-rule.remove", id)], now());
        await changedRules();
      },
    }),
  ];
}

/** Those of the desk first. */
function list(kept: readonly DeskRule[], configured: readonly StoryRule[], parts: StoryParts): ListedRule[] {
  const { bot, now } = parts;
  const connectors = namesOf(parts);
  const all = allRules(kept, configured);
  const at = now();
  const inForce = new Set(kept.filter(({ rule }) => stateAt(rule, at) === "in_force").map(({ id }) => id));
  const problems = (rule: StoryRule) => ruleProblems(rule, bot, connectors, all);
  return [
    ...kept.map(({ id, version, rule }): ListedRule => ({
      id,
      source: "desk",
      state: stateAt(rule, at),
      version,
      rule,
      problems: problems(rule),
    })),
    ...configured.map((rule): ListedRule => {
      const id = ruleId(rule);
      return {
        id,
        source: "configuration",
        state: inForce.has(id) ? "overruled" : "in_force",
        rule,
        problems: problems(rule),
      };
    }),
  ];
}

/** As they are in force together at most: one of the configuration is away while the desk's is there. */
function allRules(kept: readonly DeskRule[], configured: readonly StoryRule[]): StoryRule[] {
  const overruled = new Set(kept.map(({ id }) => id));
  return [...kept.map(({ rule }) => rule), ...configured.filter((rule) => !overruled.has(ruleId(rule)))];
}

function namesOf({ channels }: StoryParts): ReadonlySet<string> {
  return new Set(channels().map(({ id }) => id));
}

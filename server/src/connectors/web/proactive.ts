import { describeIssues, proactiveRuleSchema } from "@causerie/protocol";
import * as v from "valibot";
import type { OptionSchema } from "#channel/options-schema.ts";

/** The rules of bubbles, as data. What is in each, the protocol's schema knows. */
export const proactiveOption: OptionSchema = {
  title: "Proactive messages",
  description: "what pages with the feature proactive show beside the launcher, and when",
  type: "array",
  items: {
    title: "Rule",
    type: "object",
    mustBe: 'an object, e.g. { id: "help", text: "Can we help?", when: { seconds: 30 } }',
  },
  mustBe: 'a list of rules, e.g. [{ id: "help", text: "Can we help?", when: { seconds: 30 } }]',
};

/** What the schema of options cannot say. Options of another form have been refused by it. */
export function findProactiveProblems(rules: unknown): string[] {
  if (!Array.isArray(rules)) return [];
  const ids = new Set<unknown>();
  return (rules as unknown[]).flatMap((rule, index) => {
    if (typeof rule !== "object" || rule === null) return [];
    const result = v.safeParse(v.strictObject(proactiveRuleSchema.entries), rule);
    if (!result.success) return [`proactive[${index}]: ${describeIssues(result.issues)}.`];
    const isDouble = ids.has(result.output.id);
    ids.add(result.output.id);
    return isDouble ? [`proactive[${index}].id must differ from those of the other rules.`] : [];
  });
}

import type { GetHeaders } from "#chat/chat.ts";
import { type ProactiveRule, readRules } from "./rules.ts";

/** The rules of the server's configuration. Without them nothing is shown: the chat works as well. */
export async function fetchRules(
  endpoint: string,
  report: (problem: string) => void,
  headers: GetHeaders = () => ({}),
): Promise<ProactiveRule[]> {
  try {
    const answer = await fetch(`${endpoint}/v1/proactive`, { credentials: "omit", headers: await headers() });
    if (!answer.ok) return [];
    const { rules } = (await answer.json()) as { rules: unknown };
    return readRules(rules, report);
  } catch {
    return [];
  }
}

import type { GetHeaders } from "#chat/chat.ts";
import { type ProactiveRule, readRules } from "./rules.ts";

const patienceMs = 5_000;

/** The rules of the server's configuration. Without them nothing is shown: the chat works as well. */
export async function fetchRules(
  endpoint: string,
  report: (problem: string) => void,
  headers: GetHeaders = () => ({}),
): Promise<ProactiveRule[]> {
  try {
    // As `askHeaders`, which would be one more file of the script tag's.
    const late = new Promise<never>((_, reject) => setTimeout(reject, patienceMs));
    const own = await Promise.race([headers(), late]);
    const answer = await fetch(`${endpoint}/v1/proactive`, { credentials: "omit", headers: own });
    if (!answer.ok) return [];
    const { rules } = (await answer.json()) as { rules: unknown };
    return readRules(rules, report);
  } catch {
    return [];
  }
}

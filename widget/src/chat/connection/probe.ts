import { type ChatError, fromProblem, isRefusal } from "#chat/chat-error.ts";
import type { Fetch } from "./http.ts";
import { readProblem } from "./parse.ts";

/**
 * Finds out why the first connection failed, and tells the owner of the site in the console which setting is wrong.
 * @returns the server's refusal, if it refuses this page.
 */
export async function probe({ endpoint, fetch }: { endpoint: string; fetch: Fetch }): Promise<ChatError | undefined> {
  const address = `${endpoint}/v1/session`;
  const page = globalThis.location?.origin;
  // Without headers of our own, so that the browser does not ask for leave first: the server lets each page read a refusal.
  const request: RequestInit = { cache: "no-store", credentials: "omit" };
  try {
    const response = await fetch(address, request);
    const problem = readProblem(await response.json().catch(() => undefined));
    if (problem === undefined) say(`there is no web connector at ${endpoint}. Correct the setting "endpoint".`);
    if (problem === undefined || !isRefusal(problem.code)) return undefined;
    if (problem.code === "origin_not_allowed")
      say(`${endpoint} refuses this page. Add "${page}" to "origins" of the server's web connector.`);
    return fromProblem(problem);
  } catch {
    const isThere = await fetch(address, { ...request, mode: "no-cors" }).then(
      () => true,
      () => false,
    );
    if (isThere)
      say(`${endpoint} answers, but not as a web connector that allows "${page}". Correct "endpoint" or "origins".`);
    return undefined;
  }
}

function say(what: string): void {
  // oxlint-disable-next-line no-console -- for the owner of the site, who cannot see the server's log
  console.error(`Causerie: ${what}`);
}

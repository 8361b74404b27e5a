import { inTime } from "./in-time.ts";
import { sure, type Understander, type Understanding, type UnderstandingRequest } from "./understanding.ts";

export const notUnderstood: Understanding = {
  params: {},
  confidence: 0,
  entities: [],
  alternatives: [],
  source: "none",
};

/**
 * Asks one after another until one is sure, so that the dear ones at the end are asked only about what the cheap ones
 * cannot tell. The best guess wins; entities are those of the winner.
 *
 * One that does not answer before `request.signal` aborts is left behind.
 *
 * @param failed hears of an understander that threw: the others answer in its place.
 */
export async function understand(
  chain: readonly Understander[],
  request: UnderstandingRequest,
  failed: (name: string, error: unknown) => void,
): Promise<Understanding> {
  let best = notUnderstood;
  for (const understander of chain) {
    const found = await ask(understander, request, failed);
    if (found !== undefined && found.confidence > best.confidence) best = found;
    if (best.confidence >= sure) break;
  }
  return best;
}

async function ask(
  understander: Understander,
  request: UnderstandingRequest,
  failed: (name: string, error: unknown) => void,
): Promise<Understanding | undefined> {
  try {
    return await inTime(Promise.resolve(understander.understand(request)), request.signal);
  } catch (error) {
    failed(understander.name, error);
    return undefined;
  }
}

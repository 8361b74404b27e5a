import { rejectOnAbort } from "#async/reject-on-abort.ts";
import { clear, sure, type Understander, type Understanding, type UnderstandingRequest } from "./understanding.ts";

export const notUnderstood: Understanding = {
  params: {},
  confidence: 0,
  entities: [],
  alternatives: [],
  source: "none",
};

/**
 * Asks our own until one is clear, and the services, which are dear, only where our own are not sure. The best guess wins,
 * but what one is sure of another one can only confirm: a phrase that the author wrote down is not outvoted.
 *
 * One that does not answer before `request.signal` aborts is left behind.
 *
 * @param failed hears of an understander that threw: the others answer in its place.
 */
export async function understand(
  { own, services }: { own: readonly Understander[]; services: readonly Understander[] },
  request: UnderstandingRequest,
  failed: (name: string, error: unknown) => void,
): Promise<Understanding> {
  let best = notUnderstood;
  for (const understander of own) {
    if (best.confidence >= clear) break;
    best = better(best, await ask(understander, request, failed));
  }
  for (const service of services) {
    if (best.confidence >= sure) break;
    best = better(best, await ask(service, request, failed));
  }
  return best;
}

function better(best: Understanding, found: Understanding | undefined): Understanding {
  if (found === undefined || found.confidence <= best.confidence) return best;
  return best.confidence < sure || found.intent === best.intent ? found : best;
}

async function ask(
  understander: Understander,
  request: UnderstandingRequest,
  failed: (name: string, error: unknown) => void,
): Promise<Understanding | undefined> {
  try {
    return await rejectOnAbort(Promise.resolve(understander.understand(request)), request.signal);
  } catch (error) {
    failed(understander.name, error);
    return undefined;
  }
}

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
 * Asks the own understanders until one is clear. Asks the services, which are expensive, only if no own one is sure. The best
 * guess wins. But a later understander can only confirm a sure guess, so that no service overrules a phrase of the author.
 *
 * An understander that does not answer before `request.signal` aborts is skipped.
 *
 * @param onFailure is called with the error of an understander; the others are asked all the same.
 * @param onGuess is called with what each understander makes of it, the best guess or not.
 */
export async function understand(
  { own, services }: { own: readonly Understander[]; services: readonly Understander[] },
  request: UnderstandingRequest,
  onFailure: (name: string, error: unknown) => void,
  onGuess: (guess: Understanding) => void = () => undefined,
): Promise<Understanding> {
  let best = notUnderstood;
  const consider = (guess: Understanding | undefined): void => {
    if (guess !== undefined) onGuess(guess);
    best = better(best, guess);
  };
  for (const understander of own) {
    if (best.confidence >= clear) break;
    consider(await ask(understander, request, onFailure));
  }
  for (const service of services) {
    if (best.confidence >= sure) break;
    consider(await ask(service, request, onFailure));
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
  onFailure: (name: string, error: unknown) => void,
): Promise<Understanding | undefined> {
  try {
    return await rejectOnAbort(Promise.resolve(understander.understand(request)), request.signal);
  } catch (error) {
    onFailure(understander.name, error);
    return undefined;
  }
}

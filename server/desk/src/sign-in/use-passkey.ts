import { useEffect, useState } from "react";
import { type Action, useAction } from "#parts/use-action.ts";
import { session } from "#state/session.ts";
import { access } from "#wire/access.ts";
import { canOffer, getPasskey } from "#wire/authenticator.ts";
import { CallError } from "#wire/call-error.ts";

export type PasskeySignIn = Pick<Action, "isRunning" | "error"> & { signIn: () => Promise<void> };

/** Offers passkeys in the list of the field for the address, and by a button. A browser asks for one at a time, so each ends the other. */
export function usePasskey(isOn: boolean): PasskeySignIn {
  const { isRunning, error, run } = useAction();
  const [isAsking, setAsking] = useState(false);
  useEffect(() => {
    if (!isOn || isAsking) return undefined;
    const stop = new AbortController();
    void offer(stop.signal);
    return () => stop.abort();
  }, [isOn, isAsking]);
  const signIn = async (): Promise<void> => {
    setAsking(true);
    await run(async () => {
      const options = await access.askPasskey();
      const limit = AbortSignal.timeout(options.timeout);
      await enter(await getPasskey(options, { isOffer: false, signal: limit }));
    });
    setAsking(false);
  };
  return { isRunning, error, signIn };
}

async function enter(proof: Awaited<ReturnType<typeof getPasskey>>): Promise<void> {
  session.dispatch({ type: "signed_in", me: await access.provePasskey(proof) });
}

/** Until somebody has chosen one. The question is good for a while alone, so it is asked anew. */
async function offer(signal: AbortSignal): Promise<void> {
  try {
    if (!(await canOffer())) return;
    while (!signal.aborted) {
      const options = await access.askPasskey();
      const limit = AbortSignal.any([signal, AbortSignal.timeout(options.timeout)]);
      const proof = await getPasskey(options, { isOffer: true, signal: limit }).catch(whenOver(limit));
      if (proof !== undefined) return await enter(proof);
    }
  } catch (error) {
    // Nobody has asked for it. The button does, and says what is wrong.
    if (!(error instanceof CallError)) throw error;
  }
}

function whenOver(limit: AbortSignal): (error: unknown) => undefined {
  return (error) => {
    if (!limit.aborted) throw error;
    return undefined;
  };
}

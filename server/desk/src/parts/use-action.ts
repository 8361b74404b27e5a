import { useState } from "react";
import { CallError } from "#wire/call-error.ts";

export type Action = {
  isRunning: boolean;
  error: CallError | undefined;
  /** @returns whether it worked. A second call while the first one runs does nothing. */
  run: (work: () => Promise<void>) => Promise<boolean>;
};

/** One thing that a person does with a button, and what came of it. */
export function useAction(): Action {
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<CallError>();
  const run = async (work: () => Promise<void>): Promise<boolean> => {
    if (isRunning) return false;
    setRunning(true);
    setError(undefined);
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      setError(error);
      return false;
    } finally {
      setRunning(false);
    }
  };
  return { isRunning, error, run };
}

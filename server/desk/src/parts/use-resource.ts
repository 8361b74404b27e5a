import { useCallback, useEffect, useState } from "react";
import { CallError } from "#wire/call-error.ts";

export type Resource<Data> = {
  /** Stays while it is read again. */
  data: Data | undefined;
  error: CallError | undefined;
  reload: () => Promise<void>;
};

/** @param load must be the same function as long as it would bring the same. */
export function useResource<Data>(load: () => Promise<Data>): Resource<Data> {
  const [state, setState] = useState<{ data?: Data; error?: CallError }>({});
  const read = useCallback(
    () =>
      load().then(
        (data) => () => setState({ data }),
        (error: unknown) => {
          if (!(error instanceof CallError)) throw error;
          return () => setState((before) => ({ ...before, error }));
        },
      ),
    [load],
  );
  useEffect(() => {
    let isGone = false;
    void read().then((show) => isGone || show());
    return () => {
      isGone = true;
    };
  }, [read]);
  return { data: state.data, error: state.error, reload: () => read().then((show) => show()) };
}

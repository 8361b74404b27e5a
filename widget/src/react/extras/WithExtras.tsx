import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import { useChatContext } from "#react/context.ts";
import type { Extras } from "./extra-parts.ts";
import { RetryButton } from "#react/RetryButton.tsx";

export type WithExtrasProps = {
  children: (extras: Extras) => ReactNode;
  /** Shown until the parts are there, and for good if they cannot be fetched. */
  instead?: ReactNode;
  /** Where they cannot be fetched, a button tries again. */
  retry?: boolean;
};

/** Draws with the extra parts, and fetches their code. If that fails, the visitor can try again. */
export function WithExtras({ children, instead, retry = false }: WithExtrasProps): ReactNode {
  const { extras: source } = useChatContext();
  const extras = useSyncExternalStore(source.subscribe, source.get, source.get);
  useEffect(() => source.load(), [source]);
  if (typeof extras === "object") return children(extras);
  return (
    <>
      {instead}
      {retry && extras === "failed" && <RetryButton onPress={() => source.load()} />}
    </>
  );
}

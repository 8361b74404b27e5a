import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import { useChatContext } from "#react/context.ts";
import type { Extras } from "./extra-parts.ts";
import { useText } from "#react/text.ts";

export type WithExtrasProps = {
  children: (extras: Extras) => ReactNode;
  /** Shown until the parts are there, and for good if they cannot be fetched. */
  instead?: ReactNode;
  /** Where they cannot be fetched, a button tries again. Default: if there is nothing instead. */
  retry?: boolean;
};

/** Draws with the extra parts, and fetches their code. If that fails, the visitor can try again. */
export function WithExtras({ children, instead, retry = instead === undefined }: WithExtrasProps): ReactNode {
  const { t } = useText();
  const { extras: source } = useChatContext();
  const extras = useSyncExternalStore(source.subscribe, source.get, source.get);
  useEffect(() => source.load(), [source]);
  if (typeof extras === "object") return children(extras);
  if (extras === undefined && instead === undefined) return <div className="causerie-waiting" aria-busy="true" />;
  return (
    <>
      {instead}
      {retry && extras === "failed" && (
        <button type="button" className="causerie-button" part="button" onClick={() => source.load()}>
          {t("partFailed")}
        </button>
      )}
    </>
  );
}

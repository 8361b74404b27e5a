import { type ComponentType, type ReactNode, useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { useChatContext } from "#react/context.ts";
import type { FeatureTable, NeededParts, NeededProps } from "#react/seams/feature.ts";
import { RetryButton } from "#react/RetryButton.tsx";

type Name = keyof NeededProps;
type Fetched = NeededParts | "failed" | undefined;

/** By feature: each is fetched once, and drawn at once from then on. */
const fetchedFrom = new WeakMap<FeatureTable, Map<string, NeededParts>>();

export type NeededViewProps<Part extends Name> = {
  /** Its name in the table of features. */
  feature: string;
  part: Part;
  given: NeededProps[Part];
  /** Shown until its code is there, and for good if that cannot be fetched. */
  instead?: ReactNode;
};

/** Draws what a message needs with the feature that knows it, and fetches that. If that fails, the visitor can try again. */
export function Needed<Part extends Name>({ feature, part, given, instead }: NeededViewProps<Part>): ReactNode {
  const { extras } = useChatContext();
  const state = useSyncExternalStore(extras.subscribe, extras.get, extras.get);
  const table = typeof state === "object" ? state.table : undefined;
  const [fetched, setFetched] = useState<Fetched>(() => table && fetchedFrom.get(table)?.get(feature));
  const load = useCallback(() => {
    let isOver = false;
    if (table !== undefined)
      fetchParts(table, feature).then(
        (parts) => {
          if (isOver) return;
          setFetched(() => parts);
          // So that what it announces is read out.
          extras.chooseFeatures(feature, feature);
        },
        () => isOver || setFetched("failed"),
      );
    return () => {
      isOver = true;
    };
  }, [extras, table, feature]);
  useEffect(load, [load]);
  const Drawn =
    typeof fetched === "object" ? (fetched[part] as ComponentType<NeededProps[Part]> | undefined) : undefined;
  if (Drawn !== undefined) return <Drawn {...given} />;
  return (
    <>
      {instead}
      {fetched === "failed" && <RetryButton onPress={load} />}
    </>
  );
}

async function fetchParts(table: FeatureTable, name: string): Promise<NeededParts> {
  let known = fetchedFrom.get(table);
  if (known === undefined) fetchedFrom.set(table, (known = new Map()));
  const parts = known.get(name) ?? (await table[name]?.())?.needed ?? {};
  known.set(name, parts);
  return parts;
}

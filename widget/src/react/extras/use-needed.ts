import { useEffect, useState } from "react";
import { useChatContext } from "#react/context.ts";
import type { FeatureTable, Seams } from "#react/seams/feature.ts";

const fetched = new WeakMap<FeatureTable, Map<string, Seams>>();

/**
 * The parts of a feature that something in the thread needs, whether the page has asked for it or not.
 * @param isNeeded becomes true: they are asked for, also once more.
 * @returns undefined until they have come.
 */
export function useNeeded(name: string, isNeeded = true): Seams | "failed" | undefined {
  const { extras } = useChatContext();
  const state = extras.get();
  const table = typeof state === "object" ? state.table : undefined;
  const [parts, setParts] = useState<Seams | "failed" | undefined>(() => table && fetched.get(table)?.get(name));
  useEffect(() => {
    const fetch = table?.[name];
    if (table === undefined || fetch === undefined || !isNeeded) return;
    let isOver = false;
    fetch().then(
      (feature) => {
        fetched.set(table, (fetched.get(table) ?? new Map<string, Seams>()).set(name, feature.parts));
        if (!isOver) setParts(feature.parts);
      },
      () => {
        if (!isOver) setParts("failed");
      },
    );
    return () => {
      isOver = true;
    };
  }, [table, name, isNeeded]);
  return parts;
}

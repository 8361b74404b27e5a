import type { Feature, FeatureTable, Seams } from "#react/seams/feature.ts";
import { combine } from "./combine.tsx";

/** Milliseconds until the code of a feature that did not come is asked for again. */
const retryMs = 10_000;

/**
 * Fetches the features of these names, and reports the places that they fill, anew each time that one more has come.
 * @returns ends it: nothing is reported any more.
 */
export function startFeatures(
  table: FeatureTable,
  names: readonly string[],
  report: (seams: Seams) => void,
): () => void {
  const fetched = new Map<string, Feature>();
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function fetch(name: string): Promise<void> {
    const feature = await table[name]?.();
    if (feature === undefined || isOver) return;
    fetched.set(name, feature);
    report(combine(Object.keys(table).flatMap((one) => fetched.get(one) ?? [])));
  }

  async function fetchAll(): Promise<void> {
    const missing = names.filter((name) => Object.hasOwn(table, name) && !fetched.has(name));
    const results = await Promise.allSettled(missing.map(fetch));
    if (!isOver && results.some(({ status }) => status === "rejected")) timer = setTimeout(fetchAll, retryMs);
  }

  for (const name of names)
    if (!Object.hasOwn(table, name))
      // oxlint-disable-next-line no-console -- a typing error of the page's developer
      console.warn(`Causerie: no feature "${name}". There are: ${Object.keys(table).join(", ")}`);
  void fetchAll();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

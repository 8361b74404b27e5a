import type { ComponentType } from "react";
import { ErrorBoundary } from "#react/ErrorBoundary.tsx";
import { Announcements } from "./announce.tsx";
import type { Feature, SeamName, Seams } from "#react/seams/feature.ts";

/** These stand in place of something, so one fills them alone. */
const alone: readonly string[] = ["HeaderFace", "Empty", "Typing"] satisfies SeamName[];

/** One component for each place that features fill. A fault in one leaves the others. */
export function combine(features: readonly Feature[]): Seams {
  const parts = new Map<string, ComponentType<object>[]>([["Screen", [Announcements]]]);
  for (const feature of features)
    for (const [name, part] of Object.entries(feature.parts) as [string, ComponentType<object>][])
      parts.set(name, [...(parts.get(name) ?? []), part]);
  return Object.fromEntries(
    [...parts].map(([name, all]) => [name, stack(alone.includes(name) ? all.slice(0, 1) : all)]),
  );
}

function stack(parts: readonly ComponentType<object>[]): ComponentType<object> {
  return function Stack(props) {
    return parts.map((Part, index) => (
      <ErrorBoundary key={index} instead={() => null}>
        <Part {...props} />
      </ErrorBoundary>
    ));
  };
}

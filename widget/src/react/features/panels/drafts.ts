import type { PanelField } from "@causerie/protocol";
import { useAllInHand } from "#react/hooks/use-in-hand.ts";
import type { PanelValues } from "./panel-values.ts";

export type Drafts = {
  keep(fields: readonly PanelField[], values: PanelValues): void;
  /** What the visitor has typed into the field; undefined: nothing, or the bot has given it another value since. */
  valueOf: (field: PanelField) => string | undefined;
};

type Typed = Map<string, { own: string; typed: string }>;

/** What is typed into a panel, kept while the thread does not draw it. */
export function useDrafts(entryKey: string): Drafts {
  const all = useAllInHand<Typed>("panels");
  const kept: Typed = all.get(entryKey) ?? new Map();
  all.set(entryKey, kept);
  return {
    keep(fields, values) {
      for (const { name, value = "" } of fields) kept.set(name, { own: value, typed: values[name] ?? "" });
    },
    valueOf: ({ name, value = "" }) => {
      const draft = kept.get(name);
      return draft?.own === value ? draft.typed : undefined;
    },
  };
}

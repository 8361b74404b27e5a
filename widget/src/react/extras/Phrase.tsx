import type { ReactNode } from "react";
import { useOwn } from "#react/seams/seams.tsx";

/** Words that stand in one row. */
export function Phrase({ text }: { text: string }): ReactNode {
  return useOwn("Phrase", { text }, text);
}

import type { ReactNode } from "react";
import { icons } from "./icons.ts";

/** Decoration only: its meaning always stands beside it as text, or as the name of its button. */
export function Icon({ name }: { name: keyof typeof icons }): ReactNode {
  return (
    <svg className="causerie-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={icons[name]} />
    </svg>
  );
}

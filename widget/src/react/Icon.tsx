import type { ReactNode } from "react";
import { icons } from "#theme/icons.ts";

/** Decoration: what it stands for is said in words beside it. */
export function Icon({ name }: { name: keyof typeof icons }): ReactNode {
  return (
    <svg className="causerie-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={icons[name]} />
    </svg>
  );
}

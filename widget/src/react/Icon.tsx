import type { ReactNode } from "react";
import { icons } from "#theme/icons.ts";

/** Decoration only: its meaning always stands beside it as text. */
export function Icon({ name }: { name: keyof typeof icons }): ReactNode {
  return <Drawing path={icons[name]} />;
}

/** Lines on a field of 24 by 24. */
export function Drawing({ path }: { path: string }): ReactNode {
  return (
    <svg className="causerie-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={path} />
    </svg>
  );
}

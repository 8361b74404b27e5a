import type { ReactNode } from "react";
import { useText } from "#react/text.ts";

export function DayMark({ at }: { at: number }): ReactNode {
  const { day } = useText();
  return (
    <li className="causerie-day">
      <span>{day(at)}</span>
    </li>
  );
}

import type { ReactNode } from "react";

const length = 100;

/** A number beside others, for the eye: the number itself stands beside it. `part`: how much of it is filled; without it all is. */
export function Bar({ value, part, most }: { value: number; part?: number; most: number }): ReactNode {
  const of = (count: number): number => (count / Math.max(1, most)) * length;
  return (
    <svg className="bar" viewBox={`0 0 ${length} 10`} preserveAspectRatio="none" aria-hidden="true">
      <rect className="bar-team" x={0} y={1} width={of(value)} height={8} />
      <rect className="bar-alone" x={0} y={1} width={of(part ?? value)} height={8} />
    </svg>
  );
}

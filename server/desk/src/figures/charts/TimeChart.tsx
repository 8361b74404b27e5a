import type { Times } from "@causerie/protocol/desk";
import type { ReactNode } from "react";

const height = 60;
const step = 4;
/** A bucket ends a tenth above where it begins: so far apart are they in the drawing. */
const growth = Math.log(1.1);

/** How often something took how long: short times on the left, each step as much longer as the one before. What it shows stands beside it as numbers. */
export function TimeChart({ buckets }: Pick<Times, "buckets">): ReactNode {
  const bars = buckets.map(({ upTo, count }) => ({
    position: Math.round(Math.log(Math.max(1, upTo)) / growth),
    count,
  }));
  const first = Math.min(...bars.map(({ position }) => position));
  const last = Math.max(...bars.map(({ position }) => position));
  const most = Math.max(1, ...bars.map(({ count }) => count));
  if (bars.length === 0) return undefined;
  return (
    <svg
      className="time-chart"
      viewBox={`0 0 ${Math.max(12, last - first + 1) * step} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {bars.map(({ position, count }) => {
        const size = Math.max(1, (count / most) * height);
        return (
          <rect
            key={position}
            className="bar-alone"
            x={(position - first) * step}
            width={step - 1}
            y={height - size}
            height={size}
          />
        );
      })}
    </svg>
  );
}

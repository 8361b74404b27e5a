import type { ReactNode } from "react";

/** The text of one side. Each bubble has its own direction: an Arabic answer on an English page reads right to left. */
export function Bubble({ by, children }: { by: "user" | "bot"; children: ReactNode }): ReactNode {
  return (
    <div className={`causerie-bubble causerie-bubble-${by}`} part={`bubble bubble-${by}`} dir="auto">
      {children}
    </div>
  );
}

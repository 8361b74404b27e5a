import type { ReactNode } from "react";

type BubbleProps = {
  by: "user" | "bot";
  /** A translator must wait for the whole text. */
  growing?: boolean;
  children: ReactNode;
};

/** The text of one side. Each bubble has its own direction: an Arabic answer on an English page reads right to left. */
export function Bubble({ by, growing = false, children }: BubbleProps): ReactNode {
  return (
    <div
      className={`causerie-bubble causerie-bubble-${by}`}
      part={`bubble bubble-${by}`}
      dir="auto"
      translate={growing ? "no" : undefined}
    >
      {children}
    </div>
  );
}

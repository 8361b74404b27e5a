import type { ReactNode } from "react";

/** What is known of a file, each in its own direction: "PDF" and a size in Arabic stand in the order of the language. */
export function Facts({ facts }: { facts: readonly string[] }): ReactNode {
  return (
    <span className="causerie-file-facts">
      {facts.filter(Boolean).flatMap((fact, index) => [index > 0 && " · ", <bdi key={index}>{fact}</bdi>])}
    </span>
  );
}

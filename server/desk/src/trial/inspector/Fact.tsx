import type { ReactNode } from "react";

/** One line of what is known of a turn. */
export function Fact({
  title,
  isBad = false,
  children,
}: {
  title: string;
  isBad?: boolean;
  children: ReactNode;
}): ReactNode {
  return (
    <>
      <dt>{title}</dt>
      <dd data-bad={isBad || undefined}>{children}</dd>
    </>
  );
}

import type { ComponentProps, MouseEvent, ReactNode } from "react";
import { go } from "./location.ts";
import { formatRoute, type Route } from "./route.ts";

type Props = Omit<ComponentProps<"a">, "href"> & { to: Exclude<Route, { page: "unknown" }> };

/** A link of the console. With a key held down, or another button, it is the browser's. */
export function Link({ to, onClick, children, ...props }: Props): ReactNode {
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || !isPlain) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a {...props} href={formatRoute(to)} onClick={follow}>
      {children}
    </a>
  );
}

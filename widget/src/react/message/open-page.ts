import type { Button } from "@causerie/protocol";

/** How the page of a link opens. */
export type Opening = Pick<Extract<Button, { type: "url" }>, "target" | "window">;

/** The place that it takes, where it opens in none of its own. Other names would be those of strangers' windows. */
export function ownTarget({ target = "", window: size }: Opening): string | undefined {
  return size === undefined && /^_(?:self|parent|top)$/.test(target) ? target : undefined;
}

/** Opens a page as its button wants. It cannot reach the page around the chat, nor learn which one that is, unless it takes its place. */
export function openPage(href: string, opening: Opening): void {
  const { window: size } = opening;
  const target = ownTarget(opening);
  const look = size === undefined ? "" : `popup,width=${size.width},height=${size.height},`;
  if (target === undefined) window.open(href, "_blank", `${look}noopener,noreferrer`);
  else window.open(href, target);
}

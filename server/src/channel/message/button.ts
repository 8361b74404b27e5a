import type { Link } from "./link.ts";

/** Where a link opens on the web: in a new tab (`_blank`), in the page's place, or in that of a page around it. */
export type LinkTarget = "_blank" | "_self" | "_parent" | "_top";

/** The size of a window of its own, in CSS pixels. */
export type LinkWindow = { width: number; height: number };

/**
 * A button stays with its message. `imageUrl`: a small picture before the label. How a page opens is known on the web only.
 */
export type Button =
  | { type: "postback"; label: string; link: Link; imageUrl?: string }
  | { type: "url"; label: string; url: string; imageUrl?: string; target?: LinkTarget; window?: LinkWindow };

/**
 * Parts without a look, one element each, for an interface of your own. Each takes the ref and all props of its element, and
 * `asChild`, which draws your element in its place.
 * @module
 */
export { Buttons } from "./buttons.tsx";
export { Composer } from "./composer.tsx";
export { Panel } from "./panel.tsx";
export { QuickReplies } from "./quick-replies.tsx";
export { Thread } from "./thread.tsx";
export type { Part, PartProps } from "./part.ts";

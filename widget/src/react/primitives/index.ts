/**
 * Parts without a look, one element each, for an interface of your own. Each takes the ref and all props of its element, and
 * `asChild`, which draws your element in its place.
 * @module
 */
export { Composer } from "./composer.tsx";
export type { Part, PartProps } from "./part.ts";

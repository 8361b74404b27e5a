/**
 * The rarer parts as the element needs them: with their looks, which a page of React parts has in its style sheet.
 * @module
 */
import extrasCss from "#theme/extras.css?inline";

export { extras } from "#react/extras/extras.ts";
export { extrasCss };

/**
 * The extra parts for the element, with their style sheet. A page of React parts has it in its own style sheet.
 * @module
 */
import extrasCss from "#theme/extras.css?inline";

export { mountApp } from "./mount-app.tsx";
export { extras } from "#react/extras/extras.ts";
export { styledFeatures } from "./features.ts";
export { extrasCss };

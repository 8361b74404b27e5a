import { features } from "#react/features/features.ts";
import type { Extras } from "./extra-parts.ts";
import { extras } from "./extras.ts";

/** For pages of React parts. The element has its own table of features, with their style sheets. */
export const reactExtras: Extras = { ...extras, table: features };

import type { Feature } from "#react/seams/feature.ts";
import { LinkPreview } from "./LinkPreview.tsx";

/** What the pages are that messages link to. Fetched with the first message that the server has marked. */
export const feature: Feature = { parts: {}, needed: { LinkPreview } };

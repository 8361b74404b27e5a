import type { Feature } from "#react/seams/feature.ts";
import { DocumentCard } from "./DocumentCard.tsx";

/** Long texts, which are opened beside the conversation. Fetched when the first one comes. */
export const feature: Feature = { parts: {}, needed: { Document: DocumentCard } };

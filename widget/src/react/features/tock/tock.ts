import type { Feature } from "#react/seams/feature.ts";
import { TockMessage } from "./TockMessage.tsx";

/** Messages of a server of Tock that our own kinds cannot hold. Fetched when the first one comes. */
export const feature: Feature = { parts: {}, needed: { TockMessage } };

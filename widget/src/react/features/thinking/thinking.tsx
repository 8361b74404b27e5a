import type { Feature } from "#react/seams/feature.ts";
import { Progress } from "./Progress.tsx";
import { Reasoning } from "./Reasoning.tsx";

/** What the bot does and thinks. Fetched when it first says so. */
export const feature: Feature = { parts: {}, needed: { Progress, Reasoning } };

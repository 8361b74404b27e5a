import type { Feature } from "#react/seams/feature.ts";
import { Code } from "./Code.tsx";

export const feature: Feature = { parts: { Code } };

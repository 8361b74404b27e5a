import type { Feature } from "#react/seams/feature.ts";
import { Formulas } from "./Formulas.tsx";
import { hideFormulas } from "./find-math.ts";

export const feature: Feature = { parts: { TextPiece: Formulas }, prepare: hideFormulas };

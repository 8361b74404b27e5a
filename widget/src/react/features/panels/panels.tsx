import type { Feature } from "#react/seams/feature.ts";
import { PanelMessage } from "./PanelMessage.tsx";

/** Panels that the bot describes. Fetched when the first one comes. */
export const feature: Feature = { parts: {}, needed: { Panel: PanelMessage } };

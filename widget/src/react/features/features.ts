import type { FeatureTable } from "#react/seams/feature.ts";

/** The features of React pages. Their style is in the page's own style sheet. `element/features.ts` has the same for the element. */
export const features: FeatureTable = {
  face: async () => (await import("./face/face.tsx")).feature,
  welcome: async () => (await import("./welcome/welcome.tsx")).feature,
};

import extrasCss from "#theme/extras.css?inline";
import featuresCss from "#theme/features.css?inline";

/** The look of what is fetched when it is first shown. */
export const lateStyle = extrasCss + featuresCss;

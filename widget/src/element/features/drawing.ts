export { mountApp } from "#element/mount-app.tsx";
export { feature } from "#react/features/drawing/drawing.tsx";
/** The page draws. */
export const css = "";

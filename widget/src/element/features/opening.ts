export { mountApp } from "#element/mount-app.tsx";
export { feature } from "#react/features/opening/opening.tsx";
/** It shows nothing of its own. */
export const css = "";

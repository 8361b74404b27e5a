export { mountApp } from "#element/mount-app.tsx";
export { feature } from "#react/features/title/title.tsx";
/** It shows nothing of its own. */
export const css = "";

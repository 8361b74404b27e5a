export { mountApp } from "#element/mount-app.tsx";
export { feature } from "#react/features/sound/sound.tsx";
/** It shows nothing of its own. */
export const css = "";

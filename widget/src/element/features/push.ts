export { mountApp } from "#element/mount-app.tsx";
export { feature } from "#react/features/push/push.tsx";
/** It shows nothing of its own. */
export const css = "";

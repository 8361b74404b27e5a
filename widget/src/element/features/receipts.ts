export { mountApp } from "#element/mount-app.tsx";
export { feature } from "#react/features/receipts/receipts.tsx";
/** It looks like the time beside it. */
export const css = "";

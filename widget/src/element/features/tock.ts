import css from "#theme/features/tock.css?inline";

export { feature } from "#react/features/tock/tock.ts";
export { mountApp } from "#element/mount-app.tsx";
export { css };

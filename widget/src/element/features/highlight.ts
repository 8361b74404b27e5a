import css from "#theme/features/highlight.css?inline";

export { mountApp } from "#element/mount-app.tsx";
export { feature } from "#react/features/highlight/highlight.ts";
export { css };

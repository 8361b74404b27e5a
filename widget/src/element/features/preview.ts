import css from "#theme/attention/bubble.css?inline";

export { mountApp } from "#element/mount-app.tsx";
export { feature } from "#react/features/preview/preview.tsx";
export { css };

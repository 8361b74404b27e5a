import css from "#theme/features/about.css?inline";

export { mountApp } from "#element/mount-app.tsx";
export { feature } from "#react/features/about/about.tsx";
export { css };

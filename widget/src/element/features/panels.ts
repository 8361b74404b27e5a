import css from "#theme/features/panels.css?inline";

export { feature } from "#react/features/panels/panels.tsx";
export { mountApp } from "#element/mount-app.tsx";
export { css };

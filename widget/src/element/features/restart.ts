import css from "#theme/features/restart.css?inline";

export { mountApp } from "#element/mount-app.tsx";
export { feature } from "#react/features/restart/restart.tsx";
export { css };

import css from "#theme/features/home.css?inline";

export { feature } from "#react/features/home/home.tsx";
export { mountApp } from "#element/mount-app.tsx";
export { css };

import css from "#theme/features/window.css?inline";

export { feature } from "#react/features/window/window.tsx";
export { mountApp } from "#element/mount-app.tsx";
export { css };

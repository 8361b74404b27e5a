import css from "#theme/features/media.css?inline";

export { mountApp } from "#element/mount-app.tsx";
export { feature } from "#react/features/media/media.tsx";
export { css };

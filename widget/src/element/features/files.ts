import css from "#theme/features/files.css?inline";

export { mountApp } from "#element/mount-app.tsx";
export { feature } from "#react/features/files/files.tsx";
export { css };

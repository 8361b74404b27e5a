import css from "#theme/features/link-previews.css?inline";

export { feature } from "#react/features/link-previews/link-previews.tsx";
export { mountApp } from "#element/mount-app.tsx";
export { css };

import css from "#theme/features/documents.css?inline";

export { feature } from "#react/features/documents/documents.tsx";
export { mountApp } from "#element/mount-app.tsx";
export { css };

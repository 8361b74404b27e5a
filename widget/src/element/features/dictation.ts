import css from "#theme/features/dictation.css?inline";

export { mountApp } from "#element/mount-app.tsx";
export { feature } from "#react/features/dictation/dictation.tsx";
export { css };

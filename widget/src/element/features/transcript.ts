import css from "#theme/features/transcript.css?inline";

export { mountApp } from "#element/mount-app.tsx";
export { feature } from "#react/features/transcript/transcript.tsx";
export { css };

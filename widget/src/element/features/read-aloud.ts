import css from "#theme/features/read-aloud.css?inline";

export { mountApp } from "#element/mount-app.tsx";
export { feature } from "#react/features/read-aloud/read-aloud.tsx";
export { css };

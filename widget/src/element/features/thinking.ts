import css from "#theme/features/thinking.css?inline";

export { feature } from "#react/features/thinking/thinking.tsx";
export { mountApp } from "#element/mount-app.tsx";
export { css };

import css from "#theme/features/actions.css?inline";

export { mountApp } from "#element/mount-app.tsx";
export { feature } from "#react/features/actions/actions.tsx";
export { css };

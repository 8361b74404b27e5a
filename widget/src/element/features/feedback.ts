import css from "#theme/features/feedback.css?inline";

export { mountApp } from "#element/mount-app.tsx";
export { feature } from "#react/features/feedback/feedback.tsx";
export { css };

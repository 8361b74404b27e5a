import css from "#theme/features/language.css?inline";

export { mountApp } from "#element/mount-app.tsx";
export { feature } from "#react/features/language/language.tsx";
export { css };

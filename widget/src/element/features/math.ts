import css from "#theme/features/math.css?inline";

export { mountApp } from "#element/mount-app.tsx";
export { feature } from "#react/features/math/math.tsx";
export { css };

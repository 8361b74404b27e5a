import css from "#theme/features/pop-out.css?inline";

export { feature } from "#react/features/pop-out/pop-out.tsx";
export { mountApp } from "#element/mount-app.tsx";
export { css };

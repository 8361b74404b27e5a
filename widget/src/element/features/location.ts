import css from "#theme/features/location.css?inline";

export { mountApp } from "#element/mount-app.tsx";
export { feature } from "#react/features/location/location.tsx";
export { css };

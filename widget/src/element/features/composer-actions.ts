import css from "#theme/features/tray.css?inline";

export { mountApp } from "#element/mount-app.tsx";
export { feature } from "#react/features/composer-actions/composer-actions.tsx";
export { css };

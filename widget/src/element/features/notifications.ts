import css from "#theme/features/notifications.css?inline";

export { mountApp } from "#element/mount-app.tsx";
export { feature } from "#react/features/notifications/notifications.tsx";
export { css };

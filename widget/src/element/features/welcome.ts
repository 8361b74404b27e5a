export { mountApp } from "#element/mount-app.tsx";
export { feature } from "#react/features/welcome/welcome.tsx";
export { default as css } from "#theme/features/welcome.css?inline";

export { mountApp } from "#element/mount-app.tsx";
export { feature } from "#react/features/face/face.tsx";
export { default as css } from "#theme/features/face.css?inline";

import css from "#theme/features/voice-notes.css?inline";

export { mountApp } from "#element/mount-app.tsx";
export { feature } from "#react/features/voice-notes/voice-notes.tsx";
export { css };

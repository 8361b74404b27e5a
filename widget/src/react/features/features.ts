import type { Feature, FeatureTable } from "#react/seams/feature.ts";

const from = (fetch: () => Promise<{ feature: Feature }>) => async (): Promise<Feature> => (await fetch()).feature;

/** The features of React pages. Their style is in the page's own style sheet. `element/features.ts` has the same for the element. */
export const features: FeatureTable = {
  face: from(() => import("./face/face.tsx")),
  welcome: from(() => import("./welcome/welcome.tsx")),
  label: from(() => import("./label/label.tsx")),
  preview: from(() => import("./preview/preview.tsx")),
  title: from(() => import("./title/title.tsx")),
  proactive: from(() => import("./proactive/proactive.tsx")),
  sound: from(() => import("./sound/sound.tsx")),
  push: from(() => import("./push/push.tsx")),
  notifications: from(() => import("./notifications/notifications.tsx")),
  location: from(() => import("./location/location.tsx")),
  dictation: from(() => import("./dictation/dictation.tsx")),
  "read-aloud": from(() => import("./read-aloud/read-aloud.tsx")),
  panels: from(() => import("./panels/panels.tsx")),
  thinking: from(() => import("./thinking/thinking.tsx")),
  documents: from(() => import("./documents/documents.tsx")),
  "voice-notes": from(() => import("./voice-notes/voice-notes.tsx")),
  files: from(() => import("./files/files.tsx")),
  media: from(() => import("./media/media.tsx")),
  home: from(() => import("./home/home.tsx")),
  window: from(() => import("./window/window.tsx")),
  feedback: from(() => import("./feedback/feedback.tsx")),
  receipts: from(() => import("./receipts/receipts.tsx")),
  transcript: from(() => import("./transcript/transcript.tsx")),
  language: from(() => import("./language/language.tsx")),
  restart: from(() => import("./restart/restart.tsx")),
  about: from(() => import("./about/about.tsx")),
  actions: from(() => import("./actions/actions.tsx")),
  highlight: from(() => import("./highlight/highlight.ts")),
  math: from(() => import("./math/math.tsx")),
  drawing: from(() => import("./drawing/drawing.tsx")),
  opening: from(() => import("./opening/opening.tsx")),
  tock: from(() => import("./tock/tock.ts")),
};

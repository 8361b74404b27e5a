import type { Feature, FeatureTable } from "#react/seams/feature.ts";
import { adopt } from "#theme/adopt.ts";
import type { AppModule } from "./app.ts";

/** What each file of `features/` exports. */
type StyledFeature = {
  feature: Feature;
  css: string;
  /** Shows which copy of the chat the feature belongs to. */
  mountApp: AppModule["mountApp"];
};

/**
 * The features of the element. `react/features/features.ts` has the same for React.
 * @param mountApp of the chat that is on the screen.
 * @param onNewer the server has been updated: a feature that has come belongs to another copy of the chat.
 */
export function styledFeatures(
  root: ShadowRoot,
  mountApp: AppModule["mountApp"],
  onNewer: (newer: AppModule) => void,
): FeatureTable {
  const styled = (fetch: () => Promise<StyledFeature>) => async (): Promise<Feature> => {
    const fetched = await fetch();
    if (fetched.mountApp !== mountApp) onNewer(fetched);
    adopt(root, fetched.css);
    return fetched.feature;
  };
  /** What the element fetches by itself, before its chat (`call-attention.ts`). */
  const early = (): Promise<Feature> => Promise.resolve({ parts: {} });
  return {
    face: styled(() => import("./features/face.ts")),
    welcome: styled(() => import("./features/welcome.ts")),
    label: early,
    preview: styled(() => import("./features/preview.ts")),
    title: styled(() => import("./features/title.ts")),
    proactive: early,
    sound: styled(() => import("./features/sound.ts")),
    push: styled(() => import("./features/push.ts")),
    notifications: styled(() => import("./features/notifications.ts")),
    location: styled(() => import("./features/location.ts")),
    dictation: styled(() => import("./features/dictation.ts")),
    "read-aloud": styled(() => import("./features/read-aloud.ts")),
    panels: styled(() => import("./features/panels.ts")),
    thinking: styled(() => import("./features/thinking.ts")),
    documents: styled(() => import("./features/documents.ts")),
    "link-previews": styled(() => import("./features/link-previews.ts")),
    "voice-notes": styled(() => import("./features/voice-notes.ts")),
    files: styled(() => import("./features/files.ts")),
    media: styled(() => import("./features/media.ts")),
    home: styled(() => import("./features/home.ts")),
    window: styled(() => import("./features/window.ts")),
    "pop-out": styled(() => import("./features/pop-out.ts")),
    feedback: styled(() => import("./features/feedback.ts")),
    receipts: styled(() => import("./features/receipts.ts")),
    transcript: styled(() => import("./features/transcript.ts")),
    language: styled(() => import("./features/language.ts")),
    restart: styled(() => import("./features/restart.ts")),
    about: styled(() => import("./features/about.ts")),
    actions: styled(() => import("./features/actions.ts")),
    highlight: styled(() => import("./features/highlight.ts")),
    math: styled(() => import("./features/math.ts")),
    drawing: styled(() => import("./features/drawing.ts")),
    "composer-actions": styled(() => import("./features/composer-actions.ts")),
    opening: styled(() => import("./features/opening.ts")),
    tock: styled(() => import("./features/tock.ts")),
  };
}

import type { Feature } from "#react/seams/feature.ts";
import { AttachButtons } from "./AttachButtons.tsx";
import { ChangeButton } from "./ChangeButton.tsx";
import { FileTray } from "./FileTray.tsx";
import { UploadWatcher } from "./UploadWatcher.tsx";

/** The visitor sends files: chosen, dropped, pasted or photographed. */
export const feature: Feature = {
  parts: { ComposerStart: AttachButtons, ComposerAbove: FileTray, MessageFoot: ChangeButton, Screen: UploadWatcher },
};

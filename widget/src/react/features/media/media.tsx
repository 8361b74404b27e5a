import type { Feature } from "#react/seams/feature.ts";
import { Lightbox } from "./Lightbox.tsx";
import { OwnFile } from "./OwnFile.tsx";
import { VisitorFiles } from "./VisitorFiles.tsx";

/** The look of files and pictures. Fetched when the thread has some, whether the page has asked for it or not. */
export const feature: Feature = { parts: { VisitorFiles, OwnFile, Lightbox } };

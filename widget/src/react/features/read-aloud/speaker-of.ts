import { onePerChat } from "#react/features/cell.ts";
import { createSpeaker } from "./speaker.ts";

/** Undefined where the browser cannot speak. */
export const speakerOf = onePerChat(() =>
  "speechSynthesis" in globalThis && typeof SpeechSynthesisUtterance === "function"
    ? createSpeaker(speechSynthesis, (words) => new SpeechSynthesisUtterance(words))
    : undefined,
);

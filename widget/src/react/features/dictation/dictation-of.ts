import { onePerChat } from "#react/features/cell.ts";
import { createDictation } from "./create-dictation.ts";
import { findRecognition } from "./recognition.ts";

/** Undefined where the browser cannot listen. */
export const dictationOf = onePerChat(() => {
  const create = findRecognition();
  return create && createDictation(create);
});

/**
 * The part of the browser's speech recognition that is used here (Web Speech API). TypeScript's DOM library does not have it,
 * and most browsers have it under a name with a prefix.
 * @module
 */

export type RecognitionResult = {
  readonly isFinal: boolean;
  readonly [index: number]: { readonly transcript: string };
};

export type Recognition = {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  onresult: ((event: { readonly results: ArrayLike<RecognitionResult> }) => void) | null;
  onerror: ((event: { readonly error: string }) => void) | null;
  onend: (() => void) | null;
  start(): void;
  /** Ends it; what was heard so far still comes. */
  stop(): void;
  /** Ends it; nothing comes any more. */
  abort(): void;
};

/** @returns undefined where the browser has none. */
export function findRecognition(scope: object = globalThis): (() => Recognition) | undefined {
  const names = ["SpeechRecognition", "webkitSpeechRecognition"] as const;
  const found = names
    .map((name) => (scope as Record<string, unknown>)[name])
    .find((value) => typeof value === "function");
  if (found === undefined) return undefined;
  const Constructor = found as new () => Recognition;
  return () => new Constructor();
}

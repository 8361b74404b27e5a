/** Words to be read aloud. `locale`: their language (BCP 47). `signal` aborts when nobody waits any more. */
export type SpokenWords = { readonly text: string; readonly locale: string; readonly signal: AbortSignal };

/** A sound as a file. `mediaType`: e.g. `audio/mpeg`. */
export type SpeechSound = { readonly bytes: Uint8Array; readonly mediaType: string };

/** Makes a sound of words; undefined: there is no voice for them. It may throw. */
export type TextToSpeech = (words: SpokenWords) => Promise<SpeechSound | undefined> | SpeechSound | undefined;

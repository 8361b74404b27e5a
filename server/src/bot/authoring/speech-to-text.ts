/** A voice note. `locale`: the language of the conversation (BCP 47). `signal` aborts when nobody waits any more. */
export type VoiceMessage = {
  readonly bytes: Uint8Array;
  /** E.g. `audio/mp4`, as the channel named it. */
  readonly mediaType: string;
  readonly locale: string;
  readonly signal: AbortSignal;
};

/** What a voice note says; undefined or blank: nothing that could be understood. It may throw. */
export type SpeechToText = (voice: VoiceMessage) => Promise<string | undefined> | string | undefined;

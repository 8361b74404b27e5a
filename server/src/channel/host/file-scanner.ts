/** What a scanner is given. `id`: made of the SHA-256 of the bytes. It is not told the file's name, which may say who somebody is. */
export type ScannedFile = {
  readonly id: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly content: () => AsyncIterable<Uint8Array>;
};

/** `later`: it does not know yet; it is asked again. */
export type ScanVerdict = "clean" | "refused" | "later";

/**
 * Looks at files that people send before anybody else does: until it has said `clean`, a file is part of no conversation. One that throws
 * or takes longer than 30 s has not answered: it is asked again when the visitor's page sends the message again.
 */
export type FileScanner = {
  scan(file: ScannedFile, signal: AbortSignal): ScanVerdict | Promise<ScanVerdict>;
};

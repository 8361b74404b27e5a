/** A whole file on this machine, on its way to a bucket. `sha256`: of its bytes, base64. */
export type LocalFile = { path: string; bytes: number; sha256: string };

/** What is asked of a store that speaks S3, and nothing else. Reads see what was written before (strong consistency). */
export interface Bucket {
  put(key: string, file: LocalFile, mediaType: string): Promise<void>;
  /** An object without bytes. */
  mark(key: string): Promise<void>;
  head(key: string): Promise<{ bytes: number; mediaType: string } | undefined>;
  /** From `start` to `end`, both included. */
  read(key: string, part: { start: number; end: number }): AsyncIterable<Uint8Array>;
  /** @returns false: there is no object of that key. */
  copy(from: string, to: string): Promise<boolean>;
  /** Nothing happens where there is none. */
  remove(key: string): Promise<void>;
  /** Keys that begin so. */
  list(prefix: string): AsyncIterable<string>;
}

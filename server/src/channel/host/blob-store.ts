/** What is known of a file besides its bytes. */
export type BlobInfo = {
  /** E.g. `image/png`, as the sender named it. Nobody has looked at the bytes. */
  readonly mediaType: string;
};

/** A file that is kept. `id`: made from the bytes, so the same bytes are kept once. */
export type Blob = BlobInfo & { readonly id: string; readonly bytes: number };

/** `content`: the bytes, read as they are asked for; from `start` to `end`, both included, or all of them. */
export type KeptBlob = Blob & { content(part?: { start: number; end: number }): AsyncIterable<Uint8Array> };

/** Keeps the files that people send. The attachments of events refer to them by their id. */
export interface BlobStore {
  /**
   * Keeps a file for good; resolves once it is on the disk.
   * @param maxBytes a larger file is refused while it is read, and nothing of it is kept.
   * @throws RequestError `too_large`
   */
  put(content: AsyncIterable<Uint8Array>, info: BlobInfo, maxBytes: number): Promise<Blob>;
  /** Undefined: there is none of this id. */
  get(id: string): Promise<KeptBlob | undefined>;
  /**
   * Removes a file, unless it was put within the last {@link recentMs}: the event that names it may be on its way. `settle`
   * looks at such a file later. Nothing happens when there is none.
   */
  delete(id: string): Promise<void>;
  /**
   * Looks at the files that were put longer ago than that and that no earlier call has looked at: those that no event names
   * are removed.
   * @param unusedOf answers which of these files no event names.
   */
  settle(unusedOf: (ids: readonly string[]) => Promise<readonly string[]>): Promise<void>;
}

/** Milliseconds within which the event that names a file is stored after the file. */
export const recentMs = 3_600_000;

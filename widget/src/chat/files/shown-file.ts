/** A file of a visitor's message. `id`: by which a link to it is made, once the server has it. */
export type ShownFile = {
  id: string | undefined;
  name: string;
  mediaType: string;
  bytes: number;
  /** What it shows, in the visitor's words. */
  alt: string;
  /** Pixels, where they are known. */
  width: number | undefined;
  height: number | undefined;
};

/**
 * The files of a message in the thread: of the log, or of this browser, which says more of them than it sends. One that only a newer version
 * knows still has its place.
 */
export function shownFiles(files: readonly unknown[]): ShownFile[] {
  return files.map((file) => {
    const fields = new Map<string, unknown>(Object.entries(file ?? {}));
    const text = (name: string): string | undefined => {
      const value = fields.get(name);
      return typeof value === "string" ? value : undefined;
    };
    const size = (name: string): number | undefined => {
      const value = fields.get(name);
      return typeof value === "number" && value > 0 ? value : undefined;
    };
    return {
      id: text("id"),
      name: text("name") ?? "file",
      mediaType: text("mediaType") ?? "",
      bytes: size("bytes") ?? 0,
      alt: text("alt") ?? "",
      width: size("width"),
      height: size("height"),
    };
  });
}

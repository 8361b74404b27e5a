import { mediaTypes } from "#channel/media-types.ts";

/** UTF-8 bytes of a name at most: file systems take 255, and a browser may add ` (1)`. */
const mostBytes = 180;
/** A name of a megabyte is none, and would be looked at letter by letter. */
const mostLetters = 1_000;

/**
 * A name under which a file may be shown and saved anywhere: no path, nothing that is not seen or turns the direction of reading, nothing
 * that Windows gives a meaning (Microsoft, "Naming Files, Paths, and Namespaces"), and with an extension of its type at the end, so that
 * nobody saves `photo.exe`.
 */
export function cleanFileName(given: string, mediaType: string): string {
  const extensions = mediaTypes[mediaType]?.extensions ?? ["bin"];
  // From its end: there the extension is.
  const last = given.slice(-mostLetters).toWellFormed().normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const visible = last
    // Control and format characters (also those that turn the direction), lines, private use, and what is no character.
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\uFFFD]/gu, "")
    .replaceAll(/[<>:"|?*%]/g, "_")
    .replaceAll(/\s+/gu, " ");
  const found = /^(.*)\.([A-Za-z0-9]{1,5})$/u.exec(trimmed(visible));
  const [, named = "", ending = ""] = found ?? [];
  const extension = extensions.includes(ending.toLowerCase()) ? ending : extensions[0];
  const isEnding = extension === ending || isOfKind(ending.toLowerCase(), mediaType);
  const stem = withinBytes(trimmed(isEnding ? named : visible), mostBytes - extension.length - 1);
  return `${safeStem(trimmed(stem))}.${extension}`;
}

/** A picture whose name says another format of pictures: `photo.jpg` becomes `photo.png`. */
function isOfKind(extension: string, mediaType: string): boolean {
  const kind = mediaTypes[mediaType]?.kind;
  return (
    kind !== undefined &&
    kind !== "file" &&
    Object.values(mediaTypes).some((type) => type.kind === kind && type.extensions.includes(extension))
  );
}

/** Windows drops blanks and dots at the end; elsewhere a dot at the beginning hides a file. */
function trimmed(name: string): string {
  return name.replace(/^[\s.~]+/u, "").replace(/[\s.]+$/u, "");
}

/** Devices of Windows, with whatever extension. */
function safeStem(stem: string): string {
  if (stem === "") return "file";
  return /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i.test(stem) ? `_${stem}` : stem;
}

/** Cut between what readers see as characters, so that no emoji loses a part. */
function withinBytes(text: string, most: number): string {
  let kept = "";
  let bytes = 0;
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text)) {
    bytes += Buffer.byteLength(segment);
    if (bytes > most) break;
    kept += segment;
  }
  return kept;
}

/**
 * The types of files that are taken, each with how its bytes begin. The list is closed: what nobody can tell by its bytes, and what a
 * browser would run (HTML, SVG, XML, scripts), is not in it, so no configuration lets it in. Signatures: the "MIME Sniffing" standard
 * (https://mimesniff.spec.whatwg.org), ISO/IEC 14496-12 (the box `ftyp`), RFC 8794 (EBML), APPNOTE (ZIP).
 * @module
 */
type MediaType = {
  /** The first is given to a file whose name has none of them. */
  readonly extensions: readonly [string, ...string[]];
  /** As the attachments of all channels are called. */
  readonly kind: "image" | "audio" | "video" | "file";
  /** Whether a browser may show it by itself: nothing in it runs. */
  readonly isShown: boolean;
  /** `head`: the first {@link headBytes} of the file, or all of it. */
  readonly matches: (head: Uint8Array) => boolean;
};

/** Bytes that tell the type of a file. */
export const headBytes = 4_096;

const starts =
  (...signatures: readonly (readonly [at: number, text: string])[][]) =>
  (head: Uint8Array): boolean =>
    signatures.some((parts) => parts.every(([at, text]) => textAt(head, at, text.length) === text));

const textAt = (head: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...head.subarray(at, at + length));

/** The brand of the ISO base media file format: of `ftyp`, the first box. */
const brand =
  (pattern: RegExp) =>
  (head: Uint8Array): boolean =>
    textAt(head, 4, 4) === "ftyp" && pattern.test(textAt(head, 8, 4));

const riff = (form: string) =>
  starts([
    [0, "RIFF"],
    [8, form],
  ]);
const ebml = starts([[0, "\x1A\x45\xDF\xA3"]]);
const zip = starts([[0, "PK\x03\x04"]], [[0, "PK\x05\x06"]]);

const image = { kind: "image", isShown: true } as const;
const audio = { kind: "audio", isShown: true } as const;
const video = { kind: "video", isShown: true } as const;
const saved = { kind: "file", isShown: false } as const;

export const mediaTypes: Readonly<Record<string, MediaType>> = {
  "image/png": { ...image, extensions: ["png"], matches: starts([[0, "\x89PNG\r\n\x1A\n"]]) },
  "image/jpeg": { ...image, extensions: ["jpg", "jpeg", "jfif"], matches: starts([[0, "\xFF\xD8\xFF"]]) },
  "image/gif": { ...image, extensions: ["gif"], matches: starts([[0, "GIF87a"]], [[0, "GIF89a"]]) },
  "image/webp": { ...image, extensions: ["webp"], matches: riff("WEBP") },
  "image/avif": { ...image, extensions: ["avif"], matches: brand(/^avi[fs]$/) },
  "image/heic": { ...image, extensions: ["heic", "heif"], matches: brand(/^(?:hei[cxms]|hev[cx]|mif1|msf1)$/) },
  "audio/mpeg": { ...audio, extensions: ["mp3"], matches: (head) => starts([[0, "ID3"]])(head) || isMpegFrame(head) },
  "audio/mp4": { ...audio, extensions: ["m4a", "mp4"], matches: brand(/^(?:M4[AB] |isom|iso[2-9]|mp4[12]|dash)$/) },
  "audio/ogg": { ...audio, extensions: ["ogg", "oga", "opus"], matches: starts([[0, "OggS"]]) },
  "audio/wav": { ...audio, extensions: ["wav"], matches: riff("WAVE") },
  "audio/webm": { ...audio, extensions: ["weba", "webm"], matches: ebml },
  "video/mp4": {
    ...video,
    extensions: ["mp4", "m4v"],
    matches: brand(/^(?:M4V |isom|iso[2-9]|mp4[12]|avc1|dash|3gp.)$/),
  },
  "video/webm": { ...video, extensions: ["webm"], matches: ebml },
  "video/quicktime": { ...video, extensions: ["mov"], matches: brand(/^qt {2}$/) },
  "application/pdf": { kind: "file", isShown: true, extensions: ["pdf"], matches: starts([[0, "%PDF-"]]) },
  "application/zip": { ...saved, extensions: ["zip"], matches: zip },
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": {
    ...saved,
    extensions: ["docx"],
    matches: zip,
  },
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {
    ...saved,
    extensions: ["xlsx"],
    matches: zip,
  },
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": {
    ...saved,
    extensions: ["pptx"],
    matches: zip,
  },
  "application/vnd.oasis.opendocument.text": { ...saved, extensions: ["odt"], matches: zip },
  "application/vnd.oasis.opendocument.spreadsheet": { ...saved, extensions: ["ods"], matches: zip },
  "text/plain": { ...saved, extensions: ["txt", "log", "md"], matches: isPlainText },
  "text/csv": { ...saved, extensions: ["csv"], matches: isPlainText },
};

/** What browsers and recorders call them besides. */
const aliases: Readonly<Record<string, string>> = {
  "image/jpg": "image/jpeg",
  "image/pjpeg": "image/jpeg",
  "image/heif": "image/heic",
  "audio/mp3": "audio/mpeg",
  "audio/x-m4a": "audio/mp4",
  "audio/m4a": "audio/mp4",
  "audio/opus": "audio/ogg",
  "audio/wave": "audio/wav",
  "audio/x-wav": "audio/wav",
  "video/x-m4v": "video/mp4",
  "application/x-zip-compressed": "application/zip",
  "text/markdown": "text/plain",
};

/**
 * The type that a file is said to have, in our words: without parameters such as `;codecs=opus`, and by its name where the browser
 * knows none. Undefined: none that is taken.
 */
export function mediaTypeOf(claimed: string, name: string): string | undefined {
  const bare = claimed.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const known = aliases[bare] ?? bare;
  if (Object.hasOwn(mediaTypes, known)) return known;
  if (bare !== "" && bare !== "application/octet-stream") return undefined;
  const extension = /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return Object.keys(mediaTypes).find((type) => mediaTypes[type]?.extensions.includes(extension));
}

/**
 * The type that the bytes have: the one that they are said to have, or another of that kind, because phones and sites often give a
 * picture the extension of another format. Undefined: none of these.
 */
export function detectType(claimed: string, head: Uint8Array, accept: readonly string[]): string | undefined {
  const said = mediaTypes[claimed];
  if (said === undefined) return undefined;
  if (said.matches(head)) return claimed;
  if (said.kind === "file") return undefined;
  return accept.find((type) => mediaTypes[type]?.kind === said.kind && mediaTypes[type].matches(head));
}

export function kindOf(mediaType: string): "image" | "audio" | "video" | "file" {
  return mediaTypes[mediaType]?.kind ?? "file";
}

/** Whether a piece of a file is text, of any encoding in which letters are bytes. */
export function isText(bytes: Uint8Array): boolean {
  return !bytes.some((byte) => byte < 32 && ![9, 10, 12, 13, 27].includes(byte));
}

/** What a browser might take for a page or a picture is no plain text. */
function isPlainText(head: Uint8Array): boolean {
  const begin = textAt(head, 0, Math.min(head.length, 1_024)).replace(/^\u00EF\u00BB\u00BF/, "");
  return isText(head) && !/^\s*<(?:!|\?|[a-z])/i.test(begin);
}

/** A frame of MPEG audio begins with 11 bits that are set; layer and bit rate have values that mean something. */
function isMpegFrame([first = 0, second = 0, third = 0]: Uint8Array): boolean {
  return first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) !== 0 && third >> 4 !== 0xf;
}

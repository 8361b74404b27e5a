/** Steps of a thousand, as file managers count. */
const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** `3.2 MB` */
export function sizeInWords(bytes: number, locale: string): string {
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: units[step] ?? "byte",
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits: step > 1 ? 1 : 0,
  }).format(bytes / 1000 ** step);
}

/** Those whose names say nothing to most people. */
const known: Readonly<Record<string, string>> = {
  "audio/mpeg": "MP3",
  "audio/mp4": "M4A",
  "text/plain": "TXT",
  "text/markdown": "MD",
  "video/quicktime": "MOV",
  "application/msword": "DOC",
  "application/vnd.ms-excel": "XLS",
  "application/vnd.ms-powerpoint": "PPT",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PPTX",
  "application/vnd.oasis.opendocument.text": "ODT",
  "application/vnd.oasis.opendocument.spreadsheet": "ODS",
  "application/octet-stream": "",
};

/** `PDF`, `JPEG`: what people call a media type. Empty where nothing is known. */
export function kindInWords(mediaType: string): string {
  const [, name = ""] = mediaType.split("/");
  return known[mediaType] ?? (/^(?:x-|vnd\.)?([^+.;]*)/.exec(name)?.[1] ?? "").toUpperCase();
}

export function kindsInWords(mediaTypes: readonly string[]): string {
  return [...new Set(mediaTypes.map(kindInWords).filter((kind) => kind !== "" && kind !== "*"))].join(", ");
}

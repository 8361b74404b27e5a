/** The name of a file for `Content-Disposition` (RFC 6266 and RFC 8187): in ASCII for old programs, and the whole name. */
export function fileNameParameter(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7E]/g, "_").replaceAll(/["\\]/g, "_");
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*!]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${plain}"; filename*=UTF-8''${encoded}`;
}

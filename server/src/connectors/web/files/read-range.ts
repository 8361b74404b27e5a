export type ByteRange = { start: number; end: number };

/**
 * The part of a file that a request wants, both ends included (RFC 9110, section 14.2). Undefined: all of it; so it is for several
 * ranges and for units that we do not know, which a server may pass over.
 */
export function readRange(header: string | undefined, bytes: number): ByteRange | "unsatisfiable" | undefined {
  const [, first = "", last = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "") ?? [];
  if (first === "" && last === "") return undefined;
  if (first === "") {
    const start = Math.max(0, bytes - Number(last));
    return start >= bytes ? "unsatisfiable" : { start, end: bytes - 1 };
  }
  const range = { start: Number(first), end: last === "" ? bytes - 1 : Math.min(Number(last), bytes - 1) };
  if (last !== "" && Number(last) < range.start) return undefined;
  return range.start >= bytes ? "unsatisfiable" : range;
}

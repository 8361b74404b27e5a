import type { Entity, Found } from "./entity.ts";
import { onlyValue } from "./only-value.ts";

/** Longer ones cannot be delivered to (RFC 5321, 4.5.3.1). */
const maxLength = 254;

const address =
  /(?<![\p{L}\p{N}._%+'’-])[\p{L}\p{N}_%+'’-]+(?:\.[\p{L}\p{N}_%+'’-]+)*@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}{2,63}(?![\p{L}\p{N}@-])/gu;

/** "l'adresse d'anna@example.org" is French, and Anna's. */
const elision = /^(?:[cdjlmnst]|qu)['’](?=.)/iu;

/** E-mail addresses; the value has its domain in small letters. Whether anyone reads them is not known. */
export function email(): Entity<string> {
  return { name: "email", find, read: (text) => onlyValue(find(text)) };
}

function find(text: string): Found<string>[] {
  return Array.from(text.matchAll(address)).flatMap((match) => {
    const skipped = elision.exec(match[0])?.[0].length ?? 0;
    const written = match[0].slice(skipped);
    const at = written.lastIndexOf("@");
    if (written.length > maxLength || at > 64) return [];
    const start = match.index + skipped;
    const value = `${written.slice(0, at).replaceAll("’", "'")}${written.slice(at).toLowerCase()}`;
    return [{ start, end: start + written.length, value }];
  });
}

import { type Entity, type Found, onlyValue } from "./entity.ts";

/** No mail can be delivered to longer addresses (RFC 5321, 4.5.3.1). */
const maxLength = 254;

const addressPattern =
  /(?<![\p{L}\p{N}._%+'’-])[\p{L}\p{N}_%+'’-]+(?:\.[\p{L}\p{N}_%+'’-]+)*@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}{2,63}(?![\p{L}\p{N}@-])/gu;

/** "l'adresse d'anna@example.org" is French, and Anna's. */
const elision = /^(?:[cdjlmnst]|qu)['’](?=.)/iu;

/** E-mail addresses. The value has its domain in small letters. Nobody checks that the address exists. */
export function email(): Entity<string> {
  return { name: "email", find, read: (text) => onlyValue(find(text)) };
}

function find(text: string): Found<string>[] {
  return Array.from(text.matchAll(addressPattern)).flatMap((match) => {
    const skipped = elision.exec(match[0])?.[0].length ?? 0;
    const address = match[0].slice(skipped);
    const at = address.lastIndexOf("@");
    if (address.length > maxLength || at > 64) return [];
    const start = match.index + skipped;
    const value = `${address.slice(0, at).replaceAll("’", "'")}${address.slice(at).toLowerCase()}`;
    return [{ start, end: start + address.length, value }];
  });
}

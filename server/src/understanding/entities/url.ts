import { type Entity, type Found, onlyValue } from "./entity.ts";

/** Many servers refuse longer addresses. */
const maxLength = 2048;

const addressPattern = /(?<![\p{L}\p{N}@])(?:https?:\/\/|www\.)[^\s<>"“”«»]+/giu;
const bareDomain = /^[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}(?:[/?#]\S*)?$/u;

/** Web addresses that begin with `http://`, `https://` or `www.`. An answer may omit this beginning. The value is a complete address. */
export function url(): Entity<string> {
  return {
    name: "url",
    find,
    read(text) {
      const word = text.trim();
      return onlyValue(find(text)) ?? (bareDomain.test(word) ? complete(word) : undefined);
    },
  };
}

function find(text: string): Found<string>[] {
  return Array.from(text.matchAll(addressPattern)).flatMap((match) => {
    const address = withoutSentence(match[0]);
    const value = complete(address);
    return value === undefined ? [] : [{ start: match.index, end: match.index + address.length, value }];
  });
}

/** The address without the signs that end its sentence, and without the end of a bracket around it. */
function withoutSentence(address: string): string {
  let surplus = address.split(")").length - address.split("(").length;
  let end = address.length;
  for (; end > 0; end--) {
    const last = address[end - 1] ?? "";
    if (last === ")" && surplus > 0) surplus--;
    else if (!".,;:!?'’*_]}…".includes(last)) break;
  }
  return address.slice(0, end);
}

function complete(address: string): string | undefined {
  if (address.length > maxLength) return undefined;
  const parsed = URL.parse(/^https?:\/\//i.test(address) ? address : `https://${address}`);
  return parsed !== null && /[^.]\.[^.]/.test(parsed.hostname) ? parsed.href : undefined;
}

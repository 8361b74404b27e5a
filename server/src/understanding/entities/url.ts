import type { Entity, Found } from "./entity.ts";
import { onlyValue } from "./only-value.ts";

/** Longer ones are refused by many servers. */
const maxLength = 2048;

const address = /(?<![\p{L}\p{N}@])(?:https?:\/\/|www\.)[^\s<>"“”«»]+/giu;
const bareDomain = /^[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}(?:[/?#]\S*)?$/u;

/** Web addresses that begin with `http://`, `https://` or `www.`; an answer may leave that out. The value is complete. */
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
  return Array.from(text.matchAll(address)).flatMap((match) => {
    const written = withoutSentence(match[0]);
    const value = complete(written);
    return value === undefined ? [] : [{ start: match.index, end: match.index + written.length, value }];
  });
}

/** The signs that end a sentence, or a bracket around the address, do not belong to it. */
function withoutSentence(written: string): string {
  let surplus = written.split(")").length - written.split("(").length;
  let end = written.length;
  for (; end > 0; end--) {
    const last = written[end - 1] ?? "";
    if (last === ")" && surplus > 0) surplus--;
    else if (!".,;:!?'’*_]}…".includes(last)) break;
  }
  return written.slice(0, end);
}

function complete(written: string): string | undefined {
  if (written.length > maxLength) return undefined;
  const parsed = URL.parse(/^https?:\/\//i.test(written) ? written : `https://${written}`);
  return parsed !== null && /[^.]\.[^.]/.test(parsed.hostname) ? parsed.href : undefined;
}

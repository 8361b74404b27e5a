const host =
  /^(https?:\/\/|www\.)([\w.~%:+-]{1,99}@)?([\p{L}\p{N}\p{So}][\p{L}\p{M}\p{N}\p{So}_-]*(?:\.[\p{L}\p{M}\p{N}\p{So}_-]+)*)/iu;
/** A name of the web never ends with letters of two scripts: the others begin the next word of the sentence. */
const nextWord = /^((?:[^.]+\.)+?(?:[a-z]{2,}|\d+)|[a-z\d-]+(?=[^.]+$))(?!\p{sc=Latin})[^\0-\x7f]/iu;
/** Other scripts' letters may stand in a path, but not right after a Latin letter: there a sentence goes on. */
const pathPart = /[!#-;=?-[\]_a-z{}~]|\p{sc=Latin}|(?<![a-z\d])(?:[^\0-\x7f\p{P}\p{Z}\p{C}]|\u200c|\u200d)/iuy;
const closers: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** No name of the web is longer. */
const longestName = 253;
/** With what stands before it, and one character that is too much. */
const longestHost = 8 + 100 + longestName + 1;

export type Address = {
  href: string;
  /** The address as written. Where it looks like one host and leads to another, that follows. */
  shown: string;
  end: number;
};

/**
 * The web address that begins at a place of a text. Punctuation after it belongs to the sentence, in any script, and so
 * does a closing bracket that the address did not open.
 */
export function findAddress(text: string, at: number): Address | undefined {
  const isNamed = /w/i.test(text[at] ?? "");
  if (isNamed && /[\w.@/-]/.test(text[at - 1] ?? "")) return undefined;
  // Not in the whole text: where no name ends, each of its addresses would be read to the end of the text.
  const [whole = "", , user = "", written = ""] = host.exec(text.slice(at, at + longestHost)) ?? [];
  if (written === "" || written.length > longestName || (isNamed && !written.includes("."))) return undefined;
  const name = (nextWord.exec(written)?.[1] ?? written).replace(/[_-]+$/, "");
  const end = endOfPath(text, at + whole.length - written.length + name.length);
  const url = text.slice(at, end);
  const href = isNamed ? `https://${url}` : url;
  if (!URL.canParse(href)) return undefined;
  return { href, shown: user !== "" || isMixed(name) ? `${url} (${new URL(href).host})` : url, end };
}

function endOfPath(text: string, from: number): number {
  const port = /:\d{1,5}/y;
  port.lastIndex = from;
  let end = port.test(text) ? port.lastIndex : from;
  if (!/[/?#]/.test(text[end] ?? "")) return end;
  const open: string[] = [];
  pathPart.lastIndex = end;
  for (let part = pathPart.exec(text)?.[0]; part !== undefined; part = pathPart.exec(text)?.[0]) {
    const closer = closers[part];
    if (closer !== undefined) open.push(closer);
    else if (/[)\]}]/.test(part) && open.pop() !== part) break;
    else if (!/[.,;:!?'*~]/.test(part)) end = pathPart.lastIndex;
  }
  return end;
}

/** Latin letters beside others may imitate the name of another host. */
function isMixed(name: string): boolean {
  return /\p{sc=Latin}/u.test(name) && /[^\P{L}\p{sc=Latin}]/u.test(name);
}

import { KeptParts } from "./kept-parts.ts";
import { stripHtml } from "./strip-html.ts";
import { writeOutTables } from "./write-out-tables.ts";

/**
 * Converts Markdown, with the HTML that models write into it, to plain text, because Messenger would show the marks. Links
 * become `label (address)`, list marks `•`, a table one line for each row; code and addresses stay as they are. It changes only
 * what is certainly Markdown: `2 * 3 * 4` and `snake_case` stay.
 */
export function stripMarkdown(markdown: string): string {
  // Most texts have no mark at all.
  if (!/[\\`*_~#<>&|[\]]|^ {0,8}[-+=]/m.test(markdown)) return markdown;
  const kept = new KeptParts();
  const plain = stripInline(stripBlocks(keepLinks(keepCode(kept.open(markdown), kept), kept), kept));
  return kept.close(plain);
}

function keepCode(text: string, kept: KeptParts): string {
  return text
    .replaceAll(
      /^ {0,3}(`{3,}(?!`)|~{3,}(?!~))[^\n`]*\n([\s\S]*?)(?:\n {0,3}\1[`~]*[ \t]*$|$(?![\s\S]))/gm,
      (_all, _fence, code: string) => kept.keep(code),
    )
    .replaceAll(/\\([\\`*_{}[\]()#+\-.!~|<>])/g, (_all, mark: string) => kept.keep(mark))
    .replaceAll(/(?<!`)(`{1,3})(?!`)([^\n]{1,1000}?)(?<!`)\1(?!`)/g, (_all, _ticks, code: string) =>
      kept.keep(code.replace(/^ (.*\S.*) $/, "$1")),
    );
}

/** Marks in an address are a part of it. */
function keepLinks(text: string, kept: KeptParts): string {
  return stripHtml(text, kept)
    .replaceAll(
      /!?\[([^[\]\n]{0,500})\]\(<?((?:https?:\/\/|mailto:|tel:)[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)>?(?: +"[^"\n]*")?\)/gi,
      (_all, label: string, url: string) => writeOutLink(label, url, kept),
    )
    .replaceAll(/<((?:https?:\/\/|mailto:)[^\s<>]+|[\w.+-]+@[\w.-]+\.\w+)>/gi, (_all, url: string) => kept.keep(url))
    .replaceAll(/https?:\/\/[^\s<>[\]()*"`~]+(?:\([^\s()]*\)[^\s<>[\]()*"`~]*)*/gi, (url) => kept.keep(url));
}

function writeOutLink(label: string, url: string, kept: KeptParts): string {
  const shown = url.replace(/^(?:mailto|tel):/i, "");
  const words = label.trim();
  return words === "" || words === url || words === shown ? kept.keep(shown) : `${words} (${kept.keep(shown)})`;
}

function stripBlocks(text: string, kept: KeptParts): string {
  return (
    writeOutTables(text)
      .replaceAll(/^ {0,3}#{1,6} +(?=\S)/gm, "")
      .replaceAll(/(?<=\S.*\n) {0,3}=+ *$\n?/gm, "")
      .replaceAll(/^ {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})$/gm, () => kept.keep("———"))
      // A number after it is more likely an age or an amount.
      .replaceAll(/^ {0,3}>(?: *>)* ?(?!\s*\d)/gm, "")
      .replaceAll(
        /^( {0,8})[-*+] +\[([ xX])\] +(?=\S)/gm,
        (_all, indent: string, mark: string) => `${indent}• ${mark === " " ? "☐" : "☑"} `,
      )
      .replaceAll(/^( {0,8})[-*+] +(?=\S)/gm, "$1• ")
  );
}

/** The inner marks of a nested emphasis show themselves once the outer ones are gone. */
const deepest = 3;

function stripInline(text: string): string {
  let plain = text;
  for (let depth = 0; depth < deepest; depth += 1) {
    const before = plain;
    plain = plain
      .replaceAll(/(?<![\w*])\*\*(?=[^\s*])([^*\n]{0,500}[^\s*])\*\*(?![\w*])/g, "$1")
      .replaceAll(/(?<![\w*])\*\*\*(?=[^\s*])([^*\n]{0,500}[^\s*])\*\*\*(?![\w*])/g, "$1")
      .replaceAll(/(?<![\w*])\*(?=[^\s*])([^*\n]{0,500}[^\s*])\*(?![\w*])/g, "$1")
      .replaceAll(/(?<![\w_])___(?=[^\s_])([^_\n]{0,500}[^\s_])___(?![\w_])/g, "$1")
      .replaceAll(/(?<!\w)__(?=[^\s_])([^_\n]{0,500}[^\s_])__(?!\w)/g, "$1")
      .replaceAll(/(?<![\w_])_(?=[^\s_])([^_\n]{0,500}[^\s_])_(?![\w_])/g, "$1")
      .replaceAll(/~~(?=[^\s~])([^~\n]{0,500}[^\s~])~~/g, "$1");
    if (plain === before) break;
  }
  return plain;
}

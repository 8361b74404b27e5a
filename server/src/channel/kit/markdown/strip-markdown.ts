import { KeptParts } from "./kept-parts.ts";
import { stripHtml } from "./strip-html.ts";
import { writeOutTables } from "./write-out-tables.ts";

/** How a channel marks words; each stands before and behind them. */
export type Marks = { bold: string; italic: string; strike: string; code: string; block: string };

const noMarks: Marks = { bold: "", italic: "", strike: "", code: "", block: "" };

/** Noncharacters of Unicode that stand for marks until all of Markdown's are read: a channel's may look like one of those. */
const signs = { bold: "\ufdd2", italic: "\ufdd3", strike: "\ufdd4" };

/**
 * Converts Markdown, with the HTML that models write into it, to plain text, because many channels would show the marks, or take them
 * for others. With `marks` what they say about words is said in the channel's own. Links
 * become `label (address)`, list marks `•`, a table one line for each row; code and addresses stay as they are. It changes only
 * what is certainly Markdown: `2 * 3 * 4` and `snake_case` stay.
 */
export function stripMarkdown(markdown: string, marks: Marks = noMarks): string {
  // Most texts have no mark at all.
  if (!/[\\`*_~#<>&|[\]]|^ {0,8}[-+=]/m.test(markdown)) return markdown;
  const kept = new KeptParts();
  const coded = keepCode(kept.open(markdown), kept, marks);
  const plain = kept.close(stripInline(stripBlocks(keepLinks(coded, kept), kept, marks), marks));
  return marks === noMarks ? plain : withMarks(plain, marks);
}

function withMarks(text: string, { bold, italic, strike }: Marks): string {
  return text
    .replaceAll(signs.bold, () => bold)
    .replaceAll(signs.italic, () => italic)
    .replaceAll(signs.strike, () => strike);
}

function keepCode(text: string, kept: KeptParts, { code: mark, block }: Marks): string {
  return text
    .replaceAll(
      /^ {0,3}(`{3,}(?!`)|~{3,}(?!~))[^\n`]*\n([\s\S]*?)(?:\n {0,3}\1[`~]*[ \t]*$|$(?![\s\S]))/gm,
      (_all, _fence, code: string) => kept.keep(`${block}${code}${block}`),
    )
    .replaceAll(/\\([\\`*_{}[\]()#+\-.!~|<>])/g, (_all, escaped: string) => kept.keep(escaped))
    .replaceAll(/(?<!`)(`{1,3})(?!`)([^\n]{1,1000}?)(?<!`)\1(?!`)/g, (_all, _ticks, code: string) =>
      kept.keep(`${mark}${code.replace(/^ (.*\S.*) $/, "$1")}${mark}`),
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

function stripBlocks(text: string, kept: KeptParts, { bold }: Marks): string {
  return (
    writeOutTables(text)
      .replaceAll(/^ {0,3}#{1,6} +(?=\S)(.*)$/gm, (_all, title: string) => (bold === "" ? title : boldTitle(title)))
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

/** What is in bold already, or in part, stays as it is. */
function boldTitle(title: string): string {
  const words = title.trim();
  return /[*_]/.test(words) ? words : `${signs.bold}${words}${signs.bold}`;
}

/** The inner marks of a nested emphasis show themselves once the outer ones are gone. */
const deepest = 3;

function stripInline(text: string, marks: Marks): string {
  const [b, i, s] = marks === noMarks ? ["", "", ""] : [signs.bold, signs.italic, signs.strike];
  let plain = text;
  for (let depth = 0; depth < deepest; depth += 1) {
    const before = plain;
    plain = plain
      .replaceAll(/(?<![\w*])\*\*(?=[^\s*])([^*\n]{0,500}[^\s*])\*\*(?![\w*])/g, `${b}$1${b}`)
      .replaceAll(/(?<![\w*])\*\*\*(?=[^\s*])([^*\n]{0,500}[^\s*])\*\*\*(?![\w*])/g, `${b}${i}$1${i}${b}`)
      .replaceAll(/(?<![\w*])\*(?=[^\s*])([^*\n]{0,500}[^\s*])\*(?![\w*])/g, `${i}$1${i}`)
      .replaceAll(/(?<![\w_])___(?=[^\s_])([^_\n]{0,500}[^\s_])___(?![\w_])/g, `${b}${i}$1${i}${b}`)
      .replaceAll(/(?<!\w)__(?=[^\s_])([^_\n]{0,500}[^\s_])__(?!\w)/g, `${b}$1${b}`)
      .replaceAll(/(?<![\w_])_(?=[^\s_])([^_\n]{0,500}[^\s_])_(?![\w_])/g, `${i}$1${i}`)
      .replaceAll(/~~(?=[^\s~])([^~\n]{0,500}[^\s~])~~/g, `${s}$1${s}`);
    if (plain === before) break;
  }
  return plain;
}

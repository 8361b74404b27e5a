import { element, type Piece, toHtml, toText } from "./piece.ts";

export type TranscriptFile = { name: string; type: string; content: string };

export type TranscriptHead = {
  title: string;
  /** When it was saved, in words. */
  saved: string;
  language: string;
  dir: "ltr" | "rtl";
};

/** Of the file and of the page that is printed. It names no address, so that an opened file fetches nothing. */
export const paperCss = `:root{color-scheme:light dark;background:Canvas;color:CanvasText;font:16px/1.5 system-ui,sans-serif}
body{max-inline-size:46rem;margin:2rem auto;padding-inline:1rem;overflow-wrap:anywhere}
h1{font-size:1.5rem}h2{margin-block:2rem 1rem;font-size:1rem}
article{margin-block-end:1rem;padding-inline-start:.75rem;border-inline-start:3px solid #8888}
h3{margin:0;font-size:.875rem;font-weight:400}p{margin-block:.25rem;white-space:pre-wrap}
a{color:#0645ad}
@media (prefers-color-scheme:dark){a{color:#9cc3ff}}
pre{overflow-x:auto;white-space:pre-wrap}table{border-collapse:collapse}th,td{padding:.25rem .5rem;border:1px solid #8888;text-align:start}
@media print{body{max-inline-size:none;margin:0}article{break-inside:avoid-page}a[data-named]::after{content:" (" attr(href) ")"}}`;

/** A whole page that needs nothing else: no script, no picture, no address that it would fetch. */
export function htmlFile(body: readonly Piece[], head: TranscriptHead, at: Date): TranscriptFile {
  const content = `<!doctype html>
<html lang="${attribute(head.language)}" dir="${head.dir}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${toHtml(head.title)}</title>
<style>
${paperCss}
</style>
</head>
<body>
${withHead(body, head).map(toHtml).join("\n")}
</body>
</html>
`;
  return { name: `${nameFor(at)}.html`, type: "text/html;charset=utf-8", content };
}

export function textFile(body: readonly Piece[], head: TranscriptHead, at: Date): TranscriptFile {
  const content = `${withHead(body, head).map(toText).join("").trimEnd()}\n`;
  return { name: `${nameFor(at)}.txt`, type: "text/plain;charset=utf-8", content };
}

export function withHead(body: readonly Piece[], { title, saved }: TranscriptHead): Piece[] {
  return [element("h1", title, { dir: "auto" }), element("p", saved), ...body];
}

/** By the visitor's own calendar. Letters, digits and hyphens are good in every file system. */
function nameFor(at: Date): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `chat-${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

function attribute(text: string): string {
  return text.replaceAll(/[^\w-]/g, "");
}

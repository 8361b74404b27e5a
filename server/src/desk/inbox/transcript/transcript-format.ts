import type { TranscriptItem } from "./transcript-item.ts";

/** `facts`: in pairs, to stand at the head. */
export type TranscriptHead = { title: string; language: string; facts: readonly (readonly [string, string])[] };

/** How a transcript is written, from the beginning to the end. `day`: a day begins, in words. `time`: of the day, in words. */
export type TranscriptFormat = {
  mediaType: string;
  extension: string;
  head(head: TranscriptHead): string;
  day(words: string): string;
  item(item: TranscriptItem, time: string): string;
  end: string;
};

export const textFormat: TranscriptFormat = {
  mediaType: "text/plain; charset=utf-8",
  extension: "txt",
  head: ({ title, facts }) =>
    `${oneLine(title)}\n\n${facts.map(([name, value]) => `${name}: ${oneLine(value)}\n`).join("")}`,
  day: (words) => `\n${words}\n\n`,
  item: ({ who, text }, time) =>
    who === undefined ? `${time} — ${oneLine(text)}\n` : `${time} ${oneLine(who)}\n${indented(text)}\n\n`,
  end: "",
};

/** A whole page that needs nothing else: it fetches nothing, and nothing runs in it. */
export const htmlFormat: TranscriptFormat = {
  mediaType: "text/html; charset=utf-8",
  extension: "html",
  head: ({ title, language, facts }) => `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>
${style}
</style>
</head>
<body>
<h1 dir="auto">${escapeHtml(title)}</h1>
<dl>${facts.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`).join("")}</dl>
`,
  day: (words) => `<h2>${escapeHtml(words)}</h2>\n`,
  item: ({ who, text, isNote }, time) =>
    who === undefined
      ? `<p class="done">${escapeHtml(time)} — ${escapeHtml(text)}</p>\n`
      : `<article${isNote ? ' class="note"' : ""}><h3>${escapeHtml(who)} <small>${escapeHtml(time)}</small></h3><p dir="auto">${escapeHtml(text)}</p></article>\n`,
  end: "</body>\n</html>\n",
};

const style = `:root{color-scheme:light dark;background:Canvas;color:CanvasText;font:16px/1.5 system-ui,sans-serif}
body{max-inline-size:46rem;margin:2rem auto;padding-inline:1rem;overflow-wrap:anywhere}
h1{font-size:1.5rem}h2{margin-block:2rem 1rem;font-size:1rem}h3{margin:0;font-size:.875rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dd{margin:0}
article{margin-block-end:1rem;padding-inline-start:.75rem;border-inline-start:3px solid #8888}
article.note{border-inline-start-style:dashed}small{font-weight:400}
p{margin-block:.25rem;white-space:pre-wrap}.done{font-size:.875rem}
@media print{body{max-inline-size:none;margin:0}article{break-inside:avoid-page}}`;

/** So that nothing that was said can pass for a heading. */
function indented(text: string): string {
  return printable(text)
    .split("\n")
    .map((each) => (each === "" ? "" : `  ${each}`))
    .join("\n");
}

function oneLine(text: string): string {
  return printable(text).replaceAll(/\s+/g, " ").trim();
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return printable(text).replaceAll(/[&<>"']/g, (char) => entities[char] ?? char);
}

/** Without the control characters that neither HTML nor a text file may have. */
function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is searched for
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, (char) => (char === "\r" ? "" : "\ufffd"));
}

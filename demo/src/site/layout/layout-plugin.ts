import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";
import { helpline } from "#railway/railway.ts";
import { escapeHtml } from "./escape-html.ts";
import { demoBar, footer, head, masthead } from "./page-parts.ts";
import type { Language } from "./pages.ts";
import { fareCards, helplineTimes, openingHours, stationOptions, stops } from "./railway-parts.ts";

/**
 * Replaces the comments in pages that stand for a part, such as `<!-- header -->`. Two of them show code:
 * `<!-- show embed -->` the code between `<!-- embed -->` and `<!-- /embed -->` in the same page, `<!-- show chat.tsx -->`
 * that file beside it.
 */
export function layoutPlugin(): Plugin[] {
  return [
    {
      name: "layout",
      transformIndexHtml: {
        order: "pre",
        handler: (html, { path, filename }) => markScriptTag(fillPage(html, toAddress(path), dirname(filename))),
      },
    },
    { name: "script-tag", transformIndexHtml: { order: "post", handler: unmarkScriptTag } },
  ];
}

/** Vite must not change the script tag. */
function markScriptTag(html: string): string {
  return html.replaceAll(/<script(?=\s+src="\/causerie\.js")/g, "<script vite-ignore");
}

function unmarkScriptTag(html: string): string {
  return html.replaceAll(/<script\s+(?=src="\/causerie\.js")/g, "<script ");
}

function fillPage(html: string, address: string, folder: string): string {
  const language: Language = /<html[^>]* lang="fr"/.test(html) ? "fr" : "en";
  const embed = /<!-- embed -->(.*?)<!-- \/embed -->/s.exec(html)?.[1] ?? "";
  const parts: Record<string, () => string> = {
    head: () => head,
    bar: () => demoBar(language, address),
    header: () => demoBar(language, address) + masthead(language),
    footer: () => footer(language),
    stops: () => stops(language),
    fares: () => fareCards(language),
    "opening-hours": () => openingHours(language),
    "helpline-times": () => helplineTimes(language),
    telephone: () => helpline.telephone,
    "station-options": stationOptions,
    embed: () => "",
    "/embed": () => "",
    "show embed": () => showCode(unindent(embed)),
  };
  return html.replaceAll(/<!-- ([^>]+?) -->/g, (place, name: string) => {
    const part = parts[name];
    if (part !== undefined) return part();
    const file = /^show (.+\.tsx?)$/.exec(name)?.[1];
    return file === undefined ? place : showCode(readFileSync(join(folder, file), "utf8"));
  });
}

/** "/script-tag.html" is served as "/script-tag", "/fr/index.html" as "/fr/". */
function toAddress(path: string): string {
  return path.replace(/index\.html$/, "").replace(/\.html$/, "");
}

function showCode(code: string): string {
  return `<pre tabindex="0"><code>${escapeHtml(code.trim())}</code></pre>`;
}

function unindent(code: string): string {
  const indent = /^\n( *)/.exec(code)?.[1] ?? "";
  return code.replaceAll(`\n${indent}`, "\n");
}

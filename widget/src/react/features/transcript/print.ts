import { type Piece, toNode } from "./piece.ts";
import { paperCss } from "./transcript-file.ts";

/**
 * Prints these pieces alone. They stand in a frame of their own that is built node by node: it needs neither a parser of HTML nor an
 * address, which a page may forbid.
 */
export function print(pieces: readonly Piece[], { title, language, dir }: Paper): void {
  const frame = document.createElement("iframe");
  frame.style.cssText = "position:fixed;inset:0;inline-size:0;block-size:0;border:0;visibility:hidden";
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  document.body.append(frame);
  const page = frame.contentWindow;
  if (page === null) return;
  const { document: paper } = page;
  paper.title = title; // Browsers name the saved file by it.
  paper.documentElement.lang = language;
  paper.documentElement.dir = dir;
  const sheet = new (page as Window & typeof globalThis).CSSStyleSheet();
  sheet.replaceSync(paperCss);
  paper.adoptedStyleSheets = [sheet];
  paper.body.replaceChildren(...pieces.map((piece) => toNode(piece, paper)));
  page.addEventListener("afterprint", () => setTimeout(() => frame.remove()));
  page.focus();
  page.print();
}

type Paper = { title: string; language: string; dir: "ltr" | "rtl" };

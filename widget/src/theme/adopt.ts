const sheets = new Map<string, CSSStyleSheet>();

/**
 * Gives a shadow root a style sheet that all instances on the page share. A sheet made by script needs no `style` element
 * and no `style` attribute: a strict Content-Security-Policy would refuse those.
 */
export function adopt(root: ShadowRoot, css: string): void {
  let sheet = sheets.get(css);
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    sheets.set(css, sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}

import type { PageOptions } from "./page/platform.ts";

/** A page of an intranet with a wide and a narrow column, and a place for what goes from edge to edge. */
export function toHtml({ locale, isRightToLeft }: PageOptions, settings: string): string {
  return `<!doctype html>
<html lang="${locale}" dir="${isRightToLeft ? "rtl" : "ltr"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Contoso intranet</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<header><strong>Contoso intranet</strong><span>Home</span><span>Documents</span><span>People</span>
<em>A test page with SharePoint’s framework, not SharePoint</em></header>
<main>
<h1>Help desk</h1>
<section><div class="column wide" id="wide"></div><div class="column" id="narrow"></div></section>
</main>
<div class="full" id="full"></div>
<script type="application/json" id="settings">${settings}</script>
<script src="/harness.js"></script>
</body>
</html>`;
}

/** The widths of SharePoint's columns: two thirds and one third of 1,204 px, and full bleed. */
const style = `
body { margin: 0; font: 14px/1.4 "Segoe UI", system-ui, sans-serif; color: #323130; background: #fff; }
header { display: flex; gap: 24px; padding: 14px 32px; color: #fff; background: #014446; }
main { max-width: 1204px; margin: 0 auto; padding: 0 16px; }
section { display: flex; gap: 24px; }
header em { font-size: 12px; }
.column { flex: 1 1 0; min-width: 0; }
.wide { flex-grow: 2; }
.column[style*=background] { padding: 24px; }
.zone { position: relative; }
#pane { position: fixed; inset-block: 48px 0; inset-inline-end: 0; width: 340px; overflow: auto; background: #fff;
  border-inline-start: 1px solid #c8c6c4; contain: layout; }
body:has(#pane) main { margin-inline-end: 340px; }
/* Microsoft's font of icons comes from its own hosts. */
#pane i { visibility: hidden; }
`;

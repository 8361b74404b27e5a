import type { TockSettings } from "#connectors/web/tock/options.ts";

/**
 * A text as the kits can show it: they put it into the page as HTML, and cut it at a bare `<`. Right also in those that read
 * Markdown.
 */
export function escapeText(text: string, mode: TockSettings["texts"]): string {
  switch (mode) {
    case "escaped":
      return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    case "plain":
      return text;
  }
}

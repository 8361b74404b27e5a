import type { Footnote } from "@causerie/protocol";
import type { Loss } from "#channel/connector.ts";
import { renderUrl } from "./safe-url.ts";

/** A source whose address is not of the web keeps its title; one that says nothing is left out. */
export function renderFootnotes(footnotes: readonly Footnote[], losses: Loss[]): Footnote[] {
  return footnotes.flatMap(({ title, url, excerpt }, index) => {
    const place = `footnote ${index + 1}`;
    const shown = renderUrl(url, "url_dropped", place, losses);
    const name = title.trim() === "" ? (shown ?? excerpt ?? "") : title;
    if (name.trim() === "") {
      losses.push({ rule: "footnote_dropped", detail: `${place}: it has no title` });
      return [];
    }
    return [
      {
        title: name,
        ...(shown === undefined ? {} : { url: shown }),
        ...(excerpt === undefined ? {} : { excerpt }),
      },
    ];
  });
}

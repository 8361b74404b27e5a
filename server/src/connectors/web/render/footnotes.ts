import type { Footnote } from "@causerie/protocol";
import type { Loss } from "#channel/connector.ts";
import { renderUrl } from "./render-url.ts";

/** A source whose address is not of the web keeps its title; one that says nothing is left out. */
export function renderFootnotes(footnotes: readonly Footnote[], losses: Loss[]): Footnote[] {
  return footnotes.flatMap(({ title, url, excerpt }, index) => {
    const position = `footnote ${index + 1}`;
    const shown = renderUrl(url, "url_dropped", position, losses);
    const name = title.trim() === "" ? (shown ?? excerpt ?? "") : title;
    if (name.trim() === "") {
      losses.push({ rule: "footnote_dropped", detail: `${position}: it has no title` });
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

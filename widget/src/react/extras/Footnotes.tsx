import type { Footnote } from "@causerie/protocol";
import type { ReactNode } from "react";
import { safeUrl } from "#react/message/safe-url.ts";
import { useText } from "#react/text.ts";
import { useExtraText } from "./extra-text.ts";

/** The sources of an answer, folded up, with the numbers that the answer's `[1]` refer to. */
export function Footnotes({ footnotes }: { footnotes: readonly Footnote[] }): ReactNode {
  const t = useExtraText();
  return (
    <details className="causerie-sources" part="sources" data-hold="">
      <summary>{t("sources", { count: footnotes.length })}</summary>
      <ol>
        {footnotes.map((footnote, index) => (
          <li key={index} dir="auto">
            <Source footnote={footnote} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function Source({ footnote: { title, url, excerpt } }: { footnote: Footnote }): ReactNode {
  const { t } = useText();
  const href = url === undefined ? undefined : safeUrl(url);
  return (
    <>
      {href === undefined ? (
        <span className="causerie-source">{title}</span>
      ) : (
        <a className="causerie-source" href={href} target="_blank" rel="noopener noreferrer">
          {title}
          <span className="causerie-sr"> {t("newTab")}</span>
        </a>
      )}
      {excerpt !== undefined && excerpt !== "" && <p className="causerie-excerpt">{excerpt}</p>}
    </>
  );
}

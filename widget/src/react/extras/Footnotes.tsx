import type { Footnote } from "@causerie/protocol";
import type { ReactNode } from "react";
import { Link } from "#react/message/Link.tsx";
import { safeUrl } from "#react/message/safe-url.ts";
import { useExtraText } from "./extra-text.ts";

/** The sources of an answer, folded up, with the numbers that the answer's `[1]` refer to. */
export function Footnotes({ footnotes }: { footnotes: readonly Footnote[] }): ReactNode {
  const t = useExtraText();
  return (
    <details className="causerie-sources" part="sources" data-hold="">
      <summary>{t("sources", { count: footnotes.length })}</summary>
      <ol>
        {footnotes.map((footnote, index) => (
          // Not reached by Tab, but by the `[1]` of the answer.
          <li key={index} dir="auto" tabIndex={-1}>
            <Source footnote={footnote} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function Source({ footnote: { title, url, excerpt } }: { footnote: Footnote }): ReactNode {
  const href = url === undefined ? undefined : safeUrl(url);
  return (
    <>
      {href === undefined ? (
        <span className="causerie-source">{title}</span>
      ) : (
        <Link className="causerie-source" href={href}>
          {title}
        </Link>
      )}
      {excerpt !== undefined && excerpt !== "" && <p className="causerie-excerpt">{excerpt}</p>}
    </>
  );
}

import type { Footnote } from "@causerie/protocol";
import { type ReactNode, useMemo } from "react";
import { Link } from "#react/message/Link.tsx";
import { safeUrl } from "#react/message/safe-url.ts";
import type { Source } from "#react/seams/feature.ts";
import { useOwn } from "#react/seams/seams.tsx";
import { useExtraText } from "./extra-text.ts";

/** The sources of an answer, folded up, with the numbers that the answer's `[1]` refer to. */
export function Footnotes({ footnotes }: { footnotes: readonly Footnote[] }): ReactNode {
  const t = useExtraText();
  const sources = useMemo(() => footnotes.map(toSource), [footnotes]);
  return useOwn(
    "sources",
    { sources },
    <details className="causerie-sources" part="sources" data-hold="">
      <summary>{t("sources", { count: footnotes.length })}</summary>
      <ol>
        {sources.map((source, index) => (
          // Not reached by Tab, but by the `[1]` of the answer.
          <li key={index} dir="auto" tabIndex={-1}>
            <OneSource {...source} />
          </li>
        ))}
      </ol>
    </details>,
  );
}

function toSource({ title, url, excerpt }: Footnote): Source {
  return { title, excerpt, href: url === undefined ? undefined : safeUrl(url) };
}

function OneSource({ title, href, excerpt }: Source): ReactNode {
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

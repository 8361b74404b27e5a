import type { ReactNode } from "react";
import { Link } from "#react/message/Link.tsx";
import type { Piece } from "./piece.ts";

/** The headings of a file have other levels on the screen: the page and the window have some of their own. */
const onScreen: Readonly<Record<string, string>> = { h2: "h4", h3: "p" };

/** The transcript on the screen. */
export function Pieces({ pieces }: { pieces: readonly Piece[] }): ReactNode {
  return pieces.map((piece, index) => draw(piece, index));
}

function draw(piece: Piece, key: number): ReactNode {
  if (typeof piece === "string") return piece;
  const { tag, attributes, children } = piece;
  const inside = children.map(draw);
  if (tag === "a")
    return (
      <Link key={key} className="causerie-link" href={attributes["href"] ?? ""}>
        {inside}
      </Link>
    );
  const { datetime, ...rest } = attributes;
  const Tag = (onScreen[tag] ?? tag) as "time";
  return (
    <Tag
      key={key}
      {...rest}
      {...(datetime === undefined ? {} : { dateTime: datetime })}
      {...(tag === "h3" ? { className: "causerie-transcript-by" } : {})}
      // Long lines must scroll by keyboard too.
      {...(tag === "pre" ? { tabIndex: 0 } : {})}
    >
      {inside.length === 0 ? undefined : inside}
    </Tag>
  );
}

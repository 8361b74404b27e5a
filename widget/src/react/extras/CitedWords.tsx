import type { Footnote } from "@causerie/protocol";
import { createContext, type ReactNode, useContext } from "react";
import type { MessageEntry } from "#chat/chat.ts";
import { createText } from "#react/features/create-text.tsx";
import { Bubble } from "#react/message/Bubble.tsx";
import { Link } from "#react/message/Link.tsx";
import { safeUrl } from "#react/message/safe-url.ts";
import type { CodeProps, SeamProps, TextPieceProps } from "#react/seams/feature.ts";
import { fill, useSeams } from "#react/seams/seams.tsx";
import { useExtraText } from "./extra-text.ts";
import { splitCitations } from "./split-citations.ts";

/** The sources of the answer that is being drawn. */
const Sources = createContext<readonly Footnote[]>([]);

export type CitedWordsProps = {
  text: string;
  progress: MessageEntry["progress"];
  footnotes: readonly Footnote[];
};

/** As `Words`, for an answer with sources: `[1]` leads to the first of them. A number without a source stays as it was written. */
export function CitedWords({ text, progress, footnotes }: CitedWordsProps): ReactNode {
  if (text === "") return null;
  const growing = progress === "streaming";
  return (
    <Bubble key={String(growing)} by="bot" growing={growing}>
      <CitedText text={text} progress={progress} footnotes={footnotes} />
    </Bubble>
  );
}

/** The same without a bubble. */
export function CitedText({ text, progress, footnotes }: CitedWordsProps): ReactNode {
  const { prepare = (unchanged) => unchanged } = useSeams();
  return (
    <Sources.Provider value={footnotes}>
      <Drawn text={prepare(text)} progress={progress} />
    </Sources.Provider>
  );
}

// Features that draw in a text draw in this one, too.
const Drawn = createText(
  Piece,
  function CodeStart(props: SeamProps["CodeStart"]) {
    return fill(useSeams().CodeStart, props);
  },
  function Code(props: CodeProps) {
    return fill(useSeams().Code, props) ?? props.source;
  },
  (prepared) => prepared,
);

function Piece({ text, draw }: TextPieceProps): ReactNode {
  const footnotes = useContext(Sources);
  const { TextPiece } = useSeams();
  const cite = (piece: string): ReactNode =>
    splitCitations(piece, footnotes.length).map((part, index) => {
      const footnote = typeof part === "number" ? footnotes[part - 1] : undefined;
      if (typeof part === "string" || footnote === undefined) return <span key={index}>{draw(String(part))}</span>;
      return <Citation key={index} number={part} footnote={footnote} />;
    });
  return TextPiece === undefined ? cite(text) : <TextPiece text={text} draw={cite} />;
}

/** Opens the page of the source. One without a page is shown where all of them are, under the answer. */
function Citation({ number, footnote: { title, url } }: { number: number; footnote: Footnote }): ReactNode {
  const t = useExtraText();
  const href = url === undefined ? undefined : safeUrl(url);
  const words = (
    <>
      <span className="causerie-sr">{t("sourceNumber", { number })}</span>
      <span aria-hidden="true">[{number}]</span>
    </>
  );
  if (href !== undefined)
    return (
      <Link className="causerie-cite" title={title} href={href}>
        {words}
      </Link>
    );
  return (
    <button
      type="button"
      className="causerie-cite"
      title={title}
      onClick={({ currentTarget }) => showSource(currentTarget.closest(".causerie-sheet, .causerie-message"), number)}
    >
      {words}
    </button>
  );
}

/** Unfolds the list of the sources, and moves the focus to the one that is meant, so that it is read. */
function showSource(text: Element | null, number: number): void {
  const list = text?.querySelector<HTMLDetailsElement>(".causerie-sources");
  if (!list) return; // Its code is on its way.
  list.open = true;
  list.querySelectorAll<HTMLElement>("li")[number - 1]?.focus();
}

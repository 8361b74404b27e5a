import { type ReactNode, useEffect, useRef, useState } from "react";
import type { TextPieceProps } from "#react/seams/feature.ts";
import { type Formula, splitFormulas, written } from "./find-math.ts";

/** A piece of a text whose formulas were hidden: they are drawn as MathML, which browsers show and screen readers read. */
export function Formulas({ text, draw }: TextPieceProps): ReactNode {
  return splitFormulas(text).map((part, index) =>
    typeof part === "string" ? <span key={index}>{draw(part)}</span> : <Drawn key={index} {...part} />,
  );
}

/** Until the code is there that reads formulas, and where it cannot read this one, the formula as it was written. */
function Drawn({ source, display }: Formula): ReactNode {
  const target = useRef<HTMLSpanElement>(null);
  const [isDrawn, setDrawn] = useState(false);
  useEffect(() => {
    let isWanted = true;
    void drawInto(target.current, { source, display }).then((drawn) => {
      if (isWanted) setDrawn(drawn);
    });
    return () => {
      isWanted = false;
    };
  }, [source, display]);
  return (
    <span className="causerie-formula" data-display={display} dir="ltr" translate="no">
      <span ref={target} hidden={!isDrawn} />
      {!isDrawn && <code>{written({ source, display })}</code>}
    </span>
  );
}

/** Bounds of what one formula may cost: macros that are expanded, and sizes in em. */
const bounds = { maxExpand: 500, maxSize: [20, 20] as [number, number] };

/** @returns whether the formula can be read. */
async function drawInto(target: HTMLElement | null, { source, display }: Formula): Promise<boolean> {
  try {
    const { default: temml } = await import("temml");
    if (target === null) return false;
    // Nodes, not HTML: a page may forbid the parser. `trust` is off, so that no formula has links or styles of its own.
    temml.render(source, target, { ...bounds, displayMode: display, annotate: true, throwOnError: true, trust: false });
    return true;
  } catch {
    return false; // Its code did not come, or it is no TeX: the written formula stays.
  }
}

import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from "react";
import { useTexts } from "#react/features/texts.ts";
import { Drawing } from "#react/Icon.tsx";
import type { Feature } from "#react/seams/feature.ts";
import { bounded, least, usualSize } from "./kept-size.ts";
import { texts } from "./strings.ts";
import { usePanelSize, useSize } from "./use-panel-size.ts";

/** The floating window as large as the visitor likes. A small screen is filled by it anyway. */
export const feature: Feature = { parts: { HeaderEnd: ExpandButton, Screen: Corner } };

const expand = "M14 5h5v5M19 5l-6 6M10 19H5v-5M5 19l6-6";
const shrink = "M13 6v5h5M13 11l6-6M11 18v-5H6M11 13l-6 6";

function ExpandButton(): ReactNode {
  const { t } = useTexts(texts);
  const [size, setSize] = useSize();
  return (
    <button
      type="button"
      className="causerie-icon-button causerie-expand"
      part="expand"
      aria-label={t(size.expanded ? "windowShrink" : "windowExpand")}
      onClick={() => setSize({ ...size, expanded: !size.expanded })}
    >
      <Drawing path={size.expanded ? shrink : expand} />
    </button>
  );
}

/** CSS pixels that one press of an arrow moves the corner by. */
const step = 24;

type Drag = { x: number; y: number; width: number; height: number };

/** The corner of the window that lies towards the middle of the page. Arrows move it as a pointer does; Home gives the usual size back. */
function Corner(): ReactNode {
  const { t } = useTexts(texts);
  const [size, setSize] = useSize();
  const [panel, setPanel] = useState<HTMLElement | null>(null);
  const [drag, setDrag] = useState<Drag>();
  usePanelSize(panel, size);

  /** @param across, up how far the corner is moved out of the window. */
  function resize(from: { width: number; height: number }, across: number, up: number): void {
    setSize({ expanded: false, ...bounded(from.width + across, from.height + up) });
  }

  const measure = (): { width: number; height: number } => ({
    width: panel?.offsetWidth ?? 0,
    height: panel?.offsetHeight ?? 0,
  });
  const isRight = panel !== null && isFreeOnTheRight(panel);
  const side = isRight ? 1 : -1;

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const right = side * step;
    const moves: Record<string, [across: number, up: number]> = {
      ArrowUp: [0, step],
      ArrowDown: [0, -step],
      ArrowRight: [right, 0],
      ArrowLeft: [-right, 0],
    };
    const [across, up] = moves[event.key] ?? [];
    if (across !== undefined && up !== undefined) resize(measure(), across, up);
    else if (event.key === "Home") setSize(usualSize);
    else return;
    event.preventDefault();
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    event.preventDefault(); // No text is selected.
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget.focus();
    setDrag({ x: event.clientX, y: event.clientY, ...measure() });
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    if (drag === undefined) return;
    // Of the page's style sheet. Older browsers do not tell it.
    const zoom = panel?.currentCSSZoom ?? 1;
    const right = (event.clientX - drag.x) / zoom;
    resize(drag, right * side, (drag.y - event.clientY) / zoom);
  };
  const end = (): void => {
    if (drag === undefined) return;
    setDrag(undefined);
    // The screen may have set a bound: what is kept is what is seen.
    setSize({ expanded: false, ...bounded(measure().width, measure().height) });
  };

  const { width, height } = { ...measure(), ...size };
  return (
    <div
      ref={(element) => setPanel(element?.closest<HTMLElement>(".causerie-panel[data-mode=floating]") ?? null)}
      className="causerie-corner"
      part="corner"
      data-side={isRight ? "right" : "left"}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- it has two directions, and an input has one
      role="slider"
      tabIndex={0}
      aria-label={t("windowResize")}
      aria-valuemin={least.width}
      aria-valuemax={Math.max(width, globalThis.innerWidth ?? 0)}
      aria-valuenow={width}
      aria-valuetext={t("windowSize", { width, height })}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
}

/** The window stands at the end of the page's lines, or at their start. The chat's own language may run the other way. */
function isFreeOnTheRight(panel: HTMLElement): boolean {
  const isRightToLeft = getComputedStyle(panel).direction === "rtl";
  const isAtStart = panel.closest<HTMLElement>(".causerie")?.dataset["position"] === "start";
  return isRightToLeft !== isAtStart;
}

import { type RefObject, useEffect, useRef, useState } from "react";
import { listen } from "#react/hooks/listen.ts";
import { useBrowserLayoutEffect } from "#react/hooks/use-browser-layout-effect.ts";

const most = 6;
const step = 1.5;
const doubleClickZoom = 2.5;

export type Zoom = { zoom: number; zoomIn: () => void; zoomOut: () => void; reset: () => void };

/**
 * Enlarges a picture inside a box that scrolls, so that each way to scroll is a way to move it: fingers, wheel, arrow keys, the bars.
 * A mouse can also drag it. Two fingers, the wheel with Control, and a double click enlarge it.
 */
export function useZoom(
  stage: RefObject<HTMLElement | null>,
  picture: RefObject<HTMLElement | null>,
  of: unknown,
): Zoom {
  const [state, setState] = useState({ of, zoom: 1 });
  const zoom = state.of === of ? state.zoom : 1; // The next picture begins small.
  /** What stays in the middle. */
  const centre = useRef({ x: 0.5, y: 0.5 });

  const change = (next: (zoom: number) => number): void => {
    const { current } = stage;
    if (current !== null)
      centre.current = {
        x: (current.scrollLeft + current.clientWidth / 2) / Math.max(current.scrollWidth, 1),
        y: (current.scrollTop + current.clientHeight / 2) / Math.max(current.scrollHeight, 1),
      };
    const wanted = Math.min(Math.max(next(zoom), 1), most);
    setState({ of, zoom: wanted < 1.05 ? 1 : wanted });
  };

  // By the object model, because a strict policy of the page forbids the attribute.
  useBrowserLayoutEffect(() => {
    const box = stage.current;
    if (box === null) return;
    picture.current?.style.setProperty("inline-size", `${zoom * 100}%`);
    picture.current?.style.setProperty("block-size", `${zoom * 100}%`);
    const { x, y } = centre.current;
    box.scrollTo({
      left: x * box.scrollWidth - box.clientWidth / 2,
      top: y * box.scrollHeight - box.clientHeight / 2,
    });
  }, [stage, picture, zoom, of]);

  const latest = useRef(change);
  useEffect(() => {
    latest.current = change;
  });

  useEffect(() => {
    const box = stage.current;
    if (box === null) return;
    let apart = 0;
    let from: { x: number; y: number } | undefined;
    const distance = ({ touches: [one, other] }: TouchEvent): number =>
      one === undefined || other === undefined
        ? 0
        : Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    return listen(box, {
      touchstart(event: TouchEvent) {
        apart = distance(event);
      },
      touchmove(event: TouchEvent) {
        const now = distance(event);
        if (now === 0 || apart === 0) return;
        event.preventDefault(); // The browser would enlarge the whole page.
        const ratio = now / apart;
        apart = now;
        latest.current((before) => before * ratio);
      },
      wheel(event: WheelEvent) {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        latest.current((before) => before * (event.deltaY < 0 ? step : 1 / step));
      },
      dblclick: () => latest.current((before) => (before === 1 ? doubleClickZoom : 1)),
      pointerdown(event: PointerEvent) {
        if (event.pointerType !== "mouse" || event.button !== 0) return;
        event.preventDefault(); // The browser would drag the picture itself.
        box.focus({ preventScroll: true });
        from = { x: event.clientX, y: event.clientY };
        box.setPointerCapture(event.pointerId);
      },
      pointermove(event: PointerEvent) {
        if (from === undefined) return;
        box.scrollBy(from.x - event.clientX, from.y - event.clientY);
        from = { x: event.clientX, y: event.clientY };
      },
      pointerup: () => (from = undefined),
      pointercancel: () => (from = undefined),
    });
  }, [stage]);

  return {
    zoom,
    zoomIn: () => change((before) => before * step),
    zoomOut: () => change((before) => before / step),
    reset: () => change(() => 1),
  };
}

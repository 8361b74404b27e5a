/* oxlint-disable jsx-a11y/prefer-tag-over-role -- the element for a group is `fieldset`, which means form fields */
import type { Card as CardData } from "@causerie/protocol";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { Drawing } from "#react/Icon.tsx";
import { useText } from "#react/text.ts";
import { extraIcons } from "#theme/extra-icons.ts";
import { Card } from "./Card.tsx";
import { useExtraText } from "./extra-text.ts";

/** Positions that differ by less are the same one: browsers round them. */
const tolerance = 4;
/** A smooth movement takes about as long. */
const movementMs = 500;

/** Cards side by side. A swipe, two buttons, the arrow keys, Home and End move it. */
export function Carousel({ cards }: { cards: readonly CardData[] }): ReactNode {
  const { t } = useText();
  const extra = useExtraText();
  const track = useRef<HTMLDivElement>(null);
  const [edges, setEdges] = useState({ atStart: true, atEnd: false });

  /** Where a movement that has not ended leads: a second press goes on from there. */
  const aim = useRef<{ index: number; timer: ReturnType<typeof setTimeout> }>(undefined);

  const go = (index: number): void => {
    if (track.current === null || index < 0 || index >= cards.length) return;
    clearTimeout(aim.current?.timer);
    aim.current = { index, timer: setTimeout(() => (aim.current = undefined), movementMs) };
    scrollToSlide(track.current, index);
  };
  const step = (by: 1 | -1): void =>
    go(aim.current === undefined ? neighbour(track.current, by) : aim.current.index + by);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget) return; // A button of a card has the focus.
    const forward = isRtl(event.currentTarget) ? "ArrowLeft" : "ArrowRight";
    const backward = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    const moves: Record<string, () => void> = {
      [forward]: () => step(1),
      [backward]: () => step(-1),
      Home: () => go(0),
      End: () => go(cards.length - 1),
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    move();
  };

  return (
    <div className="causerie-carousel" part="carousel">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys only scroll it */}
      <div
        ref={track}
        className="causerie-track"
        role="group"
        aria-roledescription={extra("carousel")}
        aria-label={t("carouselOf", { count: cards.length })}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must scroll by keyboard too
        tabIndex={0}
        onKeyDown={onKeyDown}
        onScroll={(event) => setEdges(readEdges(event.currentTarget))}
      >
        {cards.map((card, index) => (
          <div
            key={index}
            className="causerie-slide"
            part="slide"
            role="group"
            aria-roledescription={extra("carouselSlide")}
            aria-label={extra("slideOf", { index: index + 1, count: cards.length, title: card.title })}
          >
            <Card card={card} />
          </div>
        ))}
      </div>
      {cards.length > 1 && (
        <div className="causerie-carousel-controls">
          <StepButton
            label={extra("previousCard")}
            direction="previous"
            disabled={edges.atStart}
            onPress={() => step(-1)}
          />
          <StepButton label={extra("nextCard")} direction="next" disabled={edges.atEnd} onPress={() => step(1)} />
        </div>
      )}
    </div>
  );
}

type StepButtonProps = { label: string; direction: "previous" | "next"; disabled: boolean; onPress: () => void };

function StepButton({ label, direction, disabled, onPress }: StepButtonProps): ReactNode {
  return (
    <button
      type="button"
      className="causerie-step"
      data-direction={direction}
      aria-label={label}
      aria-disabled={disabled} // Not `disabled`: at the last card the focus would be lost.
      onClick={onPress}
    >
      <Drawing path={extraIcons.next} />
    </button>
  );
}

function isRtl(element: Element): boolean {
  return getComputedStyle(element).direction === "rtl";
}

/** The scroll position at which each slide stands at the track's start, in reading direction. */
function slidePositions(track: Element): number[] {
  const edges = Array.from(track.children, (slide) => {
    const { left, right } = slide.getBoundingClientRect();
    return isRtl(track) ? -right : left;
  });
  return edges.map((edge) => edge - (edges[0] ?? 0));
}

/** The next slide that does not stand at the start yet, or the last one that begins before it. At the end both differ. */
function neighbour(track: Element | null, by: 1 | -1): number {
  if (track === null) return -1;
  const position = Math.abs(track.scrollLeft); // Negative in right-to-left text.
  const positions = slidePositions(track);
  return by === 1
    ? positions.findIndex((start) => start > position + tolerance)
    : positions.findLastIndex((start) => start < position - tolerance);
}

function scrollToSlide(track: Element, index: number): void {
  const start = slidePositions(track)[index] ?? 0;
  track.scrollTo({ left: isRtl(track) ? -start : start }); // The stylesheet makes it smooth, unless the visitor wants less motion.
}

function readEdges(track: Element): { atStart: boolean; atEnd: boolean } {
  const moved = Math.abs(track.scrollLeft); // Negative in right-to-left text.
  return { atStart: moved < tolerance, atEnd: moved > track.scrollWidth - track.clientWidth - tolerance };
}

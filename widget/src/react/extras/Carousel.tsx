/* oxlint-disable jsx-a11y/prefer-tag-over-role -- the element for a group is `fieldset`, which means form fields */
import type { Card as CardData } from "@causerie/protocol";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { Drawing } from "#react/Icon.tsx";
import { useText } from "#react/text.ts";
import { extraIcons } from "#theme/extra-icons.ts";
import { Card } from "./Card.tsx";
import { useExtraText } from "./extra-text.ts";

/** Cards side by side. A swipe, two buttons, the arrow keys, Home and End move it. */
export function Carousel({ cards }: { cards: readonly CardData[] }): ReactNode {
  const { t } = useText();
  const extra = useExtraText();
  const track = useRef<HTMLDivElement>(null);
  const [edges, setEdges] = useState({ atStart: true, atEnd: false });

  const go = (index: number): void => scrollToSlide(track.current, Math.min(Math.max(index, 0), cards.length - 1));
  const step = (by: number): void => go(currentSlide(track.current) + by);
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

/** The distance of each slide's starting edge from the track's, in reading direction. */
function slideOffsets(track: Element): number[] {
  const box = track.getBoundingClientRect();
  return Array.from(track.children, (slide) => {
    const { left, right } = slide.getBoundingClientRect();
    return isRtl(track) ? box.right - right : left - box.left;
  });
}

function currentSlide(track: Element | null): number {
  if (track === null) return 0;
  const distances = slideOffsets(track).map(Math.abs);
  return distances.indexOf(Math.min(...distances));
}

function scrollToSlide(track: Element | null, index: number): void {
  if (track === null) return;
  const offset = slideOffsets(track)[index] ?? 0;
  track.scrollBy({ left: isRtl(track) ? -offset : offset }); // The stylesheet makes it smooth, unless the visitor wants less motion.
}

function readEdges(track: Element): { atStart: boolean; atEnd: boolean } {
  const moved = Math.abs(track.scrollLeft); // Negative in right-to-left text.
  return { atStart: moved < 4, atEnd: moved > track.scrollWidth - track.clientWidth - 4 };
}

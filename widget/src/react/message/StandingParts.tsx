import type { Button as ButtonData, Card as CardData, Media as MediaData } from "@causerie/protocol";
import type { ReactNode } from "react";
import { type ActedOn, WithAction } from "./WithAction.tsx";
import { Button as OneButton, Buttons as AllButtons } from "./Buttons.tsx";
import { RichBody } from "./RichBody.tsx";

/** What a part takes that the page puts up by itself. */
export type PartOptions = {
  /** It stays drawn, but is neither read out nor reached by keys or pointers, as a card that others cover. */
  isHidden?: boolean | undefined;
  /** Called in place of sending, when a button is pressed that goes to a story. Links open as they do. */
  onAction?: ((button: ActedOn) => void) | undefined;
};

/** A picture with words and buttons. */
export function Card({ card, ...options }: { card: CardData } & PartOptions): ReactNode {
  return (
    <Standing {...options}>
      <RichBody message={{ type: "card", card, quickReplies: [] }} />
    </Standing>
  );
}

/** Cards side by side, to be swiped. */
export function Carousel({ cards, ...options }: { cards: readonly CardData[] } & PartOptions): ReactNode {
  return (
    <Standing {...options}>
      <RichBody message={{ type: "carousel", cards: [...cards], quickReplies: [] }} />
    </Standing>
  );
}

/** A picture, film, sound or file. */
export function Media({ media, ...options }: { media: MediaData } & Pick<PartOptions, "isHidden">): ReactNode {
  return (
    <Standing {...options}>
      <RichBody message={{ type: "media", media, buttons: [], quickReplies: [] }} />
    </Standing>
  );
}

/** One button. */
export function Button({ button, ...options }: { button: ButtonData } & PartOptions): ReactNode {
  return (
    <Standing {...options}>
      <OneButton button={button} />
    </Standing>
  );
}

/** The buttons of a message. */
export function Buttons({ buttons, ...options }: { buttons: readonly ButtonData[] } & PartOptions): ReactNode {
  return (
    <Standing {...options}>
      <AllButtons buttons={buttons} />
    </Standing>
  );
}

function Standing({ isHidden, onAction, children }: PartOptions & { children: ReactNode }): ReactNode {
  const acting = onAction === undefined ? children : <WithAction onAction={onAction}>{children}</WithAction>;
  if (isHidden === undefined) return acting;
  return (
    <div
      // As a property of React it would need version 19.
      ref={(element) => void element?.toggleAttribute("inert", isHidden)}
      aria-hidden={isHidden}
      style={{ display: "contents" }}
    >
      {acting}
    </div>
  );
}

/* oxlint-disable jsx-a11y/prefer-tag-over-role -- the element for a group is `fieldset`, which means form fields */
import { type ReactElement, type ReactNode, useMemo } from "react";
import { toCard, toMessage, toQuickReply, toButton } from "#compat/data/to-message.ts";
import type { ButtonData, CardData, QuickReplyData, TextMessageData, UrlButtonData } from "#compat/data/types.ts";
import { Bubble } from "#react/message/Bubble.tsx";
import { Button, Buttons } from "#react/message/Buttons.tsx";
import { Card as OurCard, Media } from "#react/message/StandingParts.tsx";
import { Reply } from "#react/message/Reply.tsx";
import { PlainText, RichText } from "#react/message/rich-text/RichText.tsx";
import type { TockAccessibility } from "#compat/state/settings.ts";
import { Presented } from "./Presented.tsx";

const nothing = (): void => {};

export type CardProps = Omit<CardData, "type" | "metadata" | "alreadyDisplayed"> & {
  roleDescription?: string | undefined;
  /** Not seen by screen readers, and not reached by keys. */
  isHidden?: boolean | undefined;
  onAction: (button: ButtonData) => void;
};

export function Card({ roleDescription, isHidden = false, onAction, ...card }: CardProps): ReactNode {
  return (
    <div
      // As a property of React it would need version 19.
      ref={(element) => void element?.toggleAttribute("inert", isHidden)}
      aria-hidden={isHidden}
      role={roleDescription && "group"}
      aria-roledescription={roleDescription}
    >
      <Presented onAction={onAction}>{() => <OurCard card={toCard(card)} />}</Presented>
    </div>
  );
}

/** Cards side by side. They stay components of their own, each with its `onAction`. */
export function Carousel({
  children = [],
  accessibility,
}: {
  children?: ReactElement[];
  accessibility?: TockAccessibility;
}) {
  return (
    <Presented onAction={nothing} accessibility={accessibility}>
      {() => (
        <div className="causerie-carousel">
          <div
            className="causerie-track"
            role="group"
            aria-roledescription={accessibility?.carousel?.roleDescription}
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must scroll by keyboard too
            tabIndex={0}
          >
            {children.map((card, index) => (
              <div key={card.key ?? index} className="causerie-slide">
                {card}
              </div>
            ))}
          </div>
        </div>
      )}
    </Presented>
  );
}

export type ImageProps = { title: string; url?: string | undefined; alternative?: string | undefined };

export function Image({ title, url = "", alternative = title }: ImageProps): ReactNode {
  return <Presented onAction={nothing}>{() => <Media media={{ kind: "image", url, alt: alternative }} />}</Presented>;
}

export type MessageProps = { message: TextMessageData; onAction: (button: ButtonData) => void };

/** What the bot says, with its buttons. */
export function MessageBot({ message, onAction }: MessageProps): ReactNode {
  const ours = useMemo(() => toMessage(message), [message]);
  return (
    <Presented onAction={onAction}>
      {() => (
        <div className="causerie-message" data-author="bot">
          <Bubble by="bot">
            <RichText text={"text" in ours ? ours.text : ""} />
          </Bubble>
          <Buttons buttons={"buttons" in ours ? ours.buttons : []} />
        </div>
      )}
    </Presented>
  );
}

/** What the visitor says. */
export function MessageUser({ children }: { children?: ReactNode }): ReactNode {
  return (
    <Presented onAction={nothing}>
      {() => (
        <div className="causerie-message" data-author="visitor">
          <Bubble by="user">{typeof children === "string" ? <PlainText text={children} /> : children}</Bubble>
        </div>
      )}
    </Presented>
  );
}

export type ButtonProps<Data> = { buttonData: Data; onClick?: ((button: Data) => void) | undefined };

export function PostbackButton<Data extends ButtonData>({
  buttonData,
  onClick = nothing,
}: ButtonProps<Data>): ReactNode {
  return <Presented onAction={() => onClick(buttonData)}>{() => <Button button={toButton(buttonData)} />}</Presented>;
}

/** A link, in a new tab. */
export function UrlButton({ buttonData }: ButtonProps<UrlButtonData>): ReactNode {
  return <Presented onAction={nothing}>{() => <Button button={toButton(buttonData)} />}</Presented>;
}

export type QuickReplyProps = QuickReplyData & { onClick?: (() => void) | undefined };

export function QuickReply({ onClick = nothing, ...reply }: QuickReplyProps): ReactNode {
  return (
    <Presented onAction={onClick} onQuickReplyClick={onClick}>
      {() => <Reply reply={toQuickReply(reply)} />}
    </Presented>
  );
}

export type QuickReplyListProps = { items: QuickReplyData[]; onItemClick: (button: ButtonData) => void };

export function QuickReplyList({ items, onItemClick }: QuickReplyListProps): ReactNode {
  return (
    <ul className="causerie-tock-replies">
      {items.map((item, index) => (
        <li key={index}>
          <QuickReply {...item} onClick={() => onItemClick(item)} />
        </li>
      ))}
    </ul>
  );
}

/** The same in one row. */
export function InlineQuickReplyList(props: QuickReplyListProps & { accessibility?: TockAccessibility }): ReactNode {
  return (
    <div className="causerie-tock-row">
      <QuickReplyList {...props} />
    </div>
  );
}

/** Three dots: the bot is at work. */
export function Loader(): ReactNode {
  return (
    <Presented onAction={nothing}>
      {() => (
        <div className="causerie-typing">
          <i />
          <i />
          <i />
        </div>
      )}
    </Presented>
  );
}

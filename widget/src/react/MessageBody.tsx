import type { ComponentType, ReactNode } from "react";
import type { MessageEntry } from "#chat/chat.ts";
import { Bubble } from "./Bubble.tsx";
import { Buttons } from "./Buttons.tsx";
import { Card } from "./Card.tsx";
import { Carousel } from "./Carousel.tsx";
import { useChatContext } from "./context.ts";
import { Media } from "./Media.tsx";
import type { RendererProps } from "./renderers.ts";
import { RichText } from "./rich-text/RichText.tsx";

/** What a bot or agent said, by the built-in renderer of its kind or the site's own. */
export function MessageBody({ entry }: { entry: MessageEntry }): ReactNode {
  const { renderers } = useChatContext();
  const { message } = entry;
  switch (message.type) {
    case "text": {
      const Own: ComponentType<RendererProps<"text">> = renderers.text ?? TextMessage;
      return <Own message={message} entry={entry} />;
    }
    case "card": {
      const Own: ComponentType<RendererProps<"card">> = renderers.card ?? CardMessage;
      return <Own message={message} entry={entry} />;
    }
    case "carousel": {
      const Own: ComponentType<RendererProps<"carousel">> = renderers.carousel ?? CarouselMessage;
      return <Own message={message} entry={entry} />;
    }
    case "media": {
      const Own: ComponentType<RendererProps<"media">> = renderers.media ?? MediaMessage;
      return <Own message={message} entry={entry} />;
    }
  }
}

function TextMessage({ message }: RendererProps<"text">): ReactNode {
  return (
    <>
      {message.text !== "" && (
        <Bubble by="bot">
          <RichText text={message.text} />
        </Bubble>
      )}
      <Buttons buttons={message.buttons} />
    </>
  );
}

function CardMessage({ message }: RendererProps<"card">): ReactNode {
  return <Card card={message.card} />;
}

function CarouselMessage({ message }: RendererProps<"carousel">): ReactNode {
  return <Carousel cards={message.cards} />;
}

function MediaMessage({ message }: RendererProps<"media">): ReactNode {
  return (
    <>
      <Media media={message.media} />
      {message.caption !== undefined && message.caption !== "" && (
        <Bubble by="bot">
          <RichText text={message.caption} />
        </Bubble>
      )}
      <Buttons buttons={message.buttons} />
    </>
  );
}

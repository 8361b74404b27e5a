import type { Message } from "@causerie/protocol";
import type { ComponentType, ReactNode } from "react";
import type { MessageEntry } from "#chat/chat.ts";
import { Bubble } from "./Bubble.tsx";
import { Buttons } from "./Buttons.tsx";
import { Card } from "./Card.tsx";
import { Carousel } from "./Carousel.tsx";
import { useChatContext } from "#react/context.ts";
import { Media } from "./Media.tsx";
import type { RendererProps } from "#react/extras/renderers.ts";
import { RichText } from "./rich-text/RichText.tsx";
import { WithExtras } from "#react/extras/WithExtras.tsx";

/** The content of a bot's or agent's message, drawn by the built-in renderer of its kind or the site's own. */
export function MessageBody({ entry }: { entry: MessageEntry }): ReactNode {
  const { renderers } = useChatContext();
  const { message } = entry;
  switch (message.type) {
    case "text":
      return draw(renderers.text ?? TextMessage, message, entry);
    case "card":
      return draw(renderers.card ?? CardMessage, message, entry);
    case "carousel":
      return draw(renderers.carousel ?? CarouselMessage, message, entry);
    case "media":
      return draw(renderers.media ?? MediaMessage, message, entry);
    case "list":
      return draw(renderers.list ?? ListMessage, message, entry);
    case "location":
      return draw(renderers.location ?? LocationMessage, message, entry);
    case "form":
      return draw(renderers.form ?? FormMessage, message, entry);
    case "custom":
      return draw(ownOf(renderers.custom, message.name) ?? CustomMessage, message, entry);
  }
}

function draw<Type extends Message["type"]>(
  Renderer: ComponentType<RendererProps<Type>>,
  message: RendererProps<Type>["message"],
  entry: MessageEntry,
): ReactNode {
  return <Renderer message={message} entry={entry} />;
}

/** An own property only: a message named `constructor` has no renderer. */
function ownOf<Value>(values: Readonly<Record<string, Value>> = {}, name: string): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

type WordsProps = { text?: string | undefined; progress?: MessageEntry["progress"] };

function Words({ text = "", progress = "complete" }: WordsProps): ReactNode {
  if (text === "") return null;
  return (
    <Bubble by="bot">
      <RichText text={text} progress={progress} />
    </Bubble>
  );
}

function TextMessage({ message, entry }: RendererProps<"text">): ReactNode {
  return (
    <>
      <Words text={message.text} progress={entry.progress} />
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
      <Words text={message.caption} />
      <Buttons buttons={message.buttons} />
    </>
  );
}

function ListMessage({ message }: RendererProps<"list">): ReactNode {
  return (
    <>
      <Words text={message.text} />
      <WithExtras>{({ List }) => <List items={message.items} />}</WithExtras>
    </>
  );
}

function LocationMessage({ message }: RendererProps<"location">): ReactNode {
  return (
    <>
      <WithExtras>{({ Location }) => <Location location={message.location} />}</WithExtras>
      <Buttons buttons={message.buttons} />
    </>
  );
}

function FormMessage({ message, entry }: RendererProps<"form">): ReactNode {
  return (
    <>
      <Words text={message.text} />
      <WithExtras>{({ Form }) => <Form message={message} entryKey={entry.key} />}</WithExtras>
    </>
  );
}

function CustomMessage({ message }: RendererProps<"custom">): ReactNode {
  const { hostPage } = useChatContext();
  const draw = ownOf(hostPage?.renderers, message.name);
  const words = <Words text={message.alt} />;
  if (hostPage === undefined || draw === undefined) return words;
  return (
    <WithExtras instead={words}>
      {({ DrawnByPage }) => <DrawnByPage draw={draw} host={hostPage.host} message={message} />}
    </WithExtras>
  );
}

import type { ReactNode } from "react";
import { messageRenderer } from "./message-renderer.ts";
import { Rating } from "#react/features/rating/Rating.tsx";
import { useChatContext } from "#react/context.ts";
import { Buttons } from "#react/message/Buttons.tsx";
import { Words } from "#react/message/Words.tsx";
import { Answer } from "./Answer.tsx";
import { Card } from "./Card.tsx";
import { Carousel } from "./Carousel.tsx";
import { DrawnByPage } from "./DrawnByPage.tsx";
import type { RichBodyProps } from "./extra-parts.ts";
import { Form } from "./form/Form.tsx";
import { List } from "./List.tsx";
import { Location } from "./Location.tsx";
import { Media } from "./Media.tsx";
import { Needed } from "./Needed.tsx";

/** What a server of Tock says beyond our own kinds of messages. */
const tockName = "causerie.tock";

/** The content of a message that is more than a text. */
export function MessageBody(props: RichBodyProps): ReactNode {
  const { hostPage } = useChatContext();
  const { message } = props;
  const renderer = messageRenderer(hostPage?.renderers, message);
  const usual = <UsualBody {...props} />;
  if (hostPage === undefined || renderer === undefined) return usual;
  return (
    <DrawnByPage renderer={renderer} host={hostPage.host} data={message.type === "custom" ? message.data : message}>
      {usual}
    </DrawnByPage>
  );
}

function UsualBody({ message, entryKey }: RichBodyProps): ReactNode {
  switch (message.type) {
    case "card":
      return <Card card={message.card} />;
    case "carousel":
      return <Carousel cards={message.cards} />;
    case "media":
      return (
        <>
          <Media media={message.media} entryKey={entryKey} />
          <Words text={message.caption} />
          <Buttons buttons={message.buttons} />
        </>
      );
    case "list":
      return (
        <>
          <Words text={message.text} />
          <List items={message.items} />
        </>
      );
    case "location":
      return (
        <>
          <Location location={message.location} />
          <Buttons buttons={message.buttons} />
        </>
      );
    case "form":
      return (
        <>
          <Words text={message.text} />
          <Form message={message} entryKey={entryKey} />
        </>
      );
    case "text":
      return <Answer message={message} entryKey={entryKey} />;
    case "panel":
      return (
        <Needed feature="panels" part="Panel" given={{ message, entryKey }} instead={<Words text={message.alt} />} />
      );
    case "custom":
      return message.name === "causerie.rating" ? (
        <Rating messageId={entryKey} data={message.data} alt={message.alt} />
      ) : message.name === tockName ? (
        <Needed feature="tock" part="TockMessage" given={{ message }} instead={<Words text={message.alt} />} />
      ) : (
        <Words text={message.alt} />
      );
  }
}

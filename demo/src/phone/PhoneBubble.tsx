import type { Bubble, Button, Card, MediaSource } from "@causerie/fake-graph";

type Tap = (button: { title: string; payload: string }) => void;

/** One bubble, as Messenger draws each kind of message. */
export function PhoneBubble({ bubble, endsGroup, onTap }: { bubble: Bubble; endsGroup: boolean; onTap: Tap }) {
  const side = `from-${bubble.from}${endsGroup ? " ends" : ""}`;
  const { content } = bubble;
  switch (content.type) {
    case "text":
      return <p className={`bubble ${side}`}>{content.text}</p>;
    case "media":
      return content.mediaType === "image" ? (
        <img className={`picture-bubble ${side}`} src={urlOf(content.source)} alt="Shared" />
      ) : (
        <p className={`bubble ${side}`}>
          <a href={urlOf(content.source)}>{content.mediaType}</a>
        </p>
      );
    case "buttons":
      return (
        <div className={`template ${side}`}>
          <p>{content.text}</p>
          <Buttons buttons={content.buttons} onTap={onTap} />
        </div>
      );
    case "media_card":
      return (
        <div className={`template ${side}`}>
          <img src={urlOf(content.source)} alt="Shared" />
          <Buttons buttons={content.buttons} onTap={onTap} />
        </div>
      );
    case "cards":
      return (
        <ul className="phone-cards" aria-label="Cards">
          {content.cards.map((card) => (
            <PhoneCard key={card.title} card={card} onTap={onTap} />
          ))}
        </ul>
      );
    case "other":
      return <p className={`bubble ${side}`}>({content.templateType})</p>;
  }
}

function PhoneCard({ card, onTap }: { card: Card; onTap: Tap }) {
  return (
    <li className="phone-card">
      {card.imageUrl !== undefined && <img src={card.imageUrl} alt="" width="764" height="400" />}
      <div>
        <strong>{card.title}</strong>
        {card.subtitle !== undefined && <span>{card.subtitle}</span>}
      </div>
      <Buttons buttons={card.buttons} onTap={onTap} />
    </li>
  );
}

function Buttons({ buttons, onTap }: { buttons: readonly Button[]; onTap: Tap }) {
  return buttons.map((button) => {
    switch (button.type) {
      case "postback":
        return (
          <button key={button.payload} type="button" onClick={() => onTap(button)}>
            {button.title}
          </button>
        );
      case "web_url":
      case "account_link":
        return (
          <a key={button.url} href={button.url} target="_blank" rel="noreferrer">
            {button.title}
          </a>
        );
      case "phone_number":
        return (
          <a key={button.payload} href={`tel:${button.payload}`}>
            {button.title}
          </a>
        );
      case "account_unlink":
        return <span key={button.title}>{button.title}</span>;
    }
  });
}

function urlOf(source: MediaSource): string {
  return source.type === "url" ? source.url : "";
}

import type { Card as CardData } from "@causerie/protocol";
import type { ReactNode } from "react";
import { Buttons } from "#react/message/Buttons.tsx";
import { safeMediaUrl } from "#react/message/safe-url.ts";
import { useOwn } from "#react/seams/seams.tsx";
import { Phrase } from "./Phrase.tsx";

export function Card({ card }: { card: CardData }): ReactNode {
  return (
    <div className="causerie-card" part="card">
      {card.image !== undefined && <CardImage {...card.image} />}
      <div className="causerie-card-text" dir="auto">
        <p className="causerie-card-title">
          <Phrase text={card.title} />
        </p>
        {card.subtitle !== undefined && (
          <p className="causerie-card-subtitle">
            <Phrase text={card.subtitle} />
          </p>
        )}
      </div>
      <Buttons buttons={card.buttons} />
    </div>
  );
}

function CardImage({ url, alt }: { url: string; alt: string }): ReactNode {
  const src = safeMediaUrl(url);
  return src === undefined ? null : <OwnCardImage src={src} alt={alt} />;
}

function OwnCardImage({ src, alt }: { src: string; alt: string }): ReactNode {
  return useOwn(
    "Image",
    { kind: "card", src, alt },
    <img className="causerie-card-image" src={src} alt={alt} loading="lazy" decoding="async" />,
  );
}

import type { Card as CardData } from "@causerie/protocol";
import type { ReactNode } from "react";
import { Buttons } from "#react/message/Buttons.tsx";
import { safeMediaUrl } from "#react/message/safe-url.ts";

export function Card({ card }: { card: CardData }): ReactNode {
  const src = card.image === undefined ? undefined : safeMediaUrl(card.image.url);
  return (
    <div className="causerie-card" part="card">
      {card.image !== undefined && src !== undefined && (
        <img className="causerie-card-image" src={src} alt={card.image.alt} loading="lazy" decoding="async" />
      )}
      <div className="causerie-card-text" dir="auto">
        <p className="causerie-card-title">{card.title}</p>
        {card.subtitle !== undefined && <p className="causerie-card-subtitle">{card.subtitle}</p>}
      </div>
      <Buttons buttons={card.buttons} />
    </div>
  );
}

import type { Card as CardData } from "@causerie/protocol";
import type { ReactNode } from "react";
import { Card } from "./Card.tsx";
import { WithExtras } from "#react/extras/WithExtras.tsx";

/** Cards side by side, to be swiped. The buttons and keys that move them are fetched, and come a moment later. */
export function Carousel({ cards }: { cards: readonly CardData[] }): ReactNode {
  const plain = (
    <div className="causerie-carousel" part="carousel">
      <div className="causerie-track">
        {cards.map((card, index) => (
          <div key={index} className="causerie-slide" part="slide">
            <Card card={card} />
          </div>
        ))}
      </div>
    </div>
  );
  return <WithExtras instead={plain}>{(extras) => <extras.Carousel cards={cards} />}</WithExtras>;
}

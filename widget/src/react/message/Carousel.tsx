import type { Card as CardData } from "@causerie/protocol";
import type { ReactNode } from "react";
import { PlainCard } from "./Card.tsx";
import { WithExtras } from "#react/extras/WithExtras.tsx";

/** Cards side by side, to be swiped. Until that is fetched, they stand one below the other. */
export function Carousel({ cards }: { cards: readonly CardData[] }): ReactNode {
  const plain = cards.map((card, index) => <PlainCard key={index} card={card} />);
  return <WithExtras instead={plain}>{(extras) => <extras.Carousel cards={cards} />}</WithExtras>;
}

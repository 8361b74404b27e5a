import type { Card as CardData } from "@causerie/protocol";
import type { ReactNode } from "react";
import { Bubble } from "./Bubble.tsx";
import { Buttons } from "./Buttons.tsx";
import { PlainText } from "./rich-text/RichText.tsx";
import { WithExtras } from "#react/extras/WithExtras.tsx";

/** A picture with words and buttons. Its words and buttons come at once, its look is fetched. */
export function Card({ card }: { card: CardData }): ReactNode {
  return <WithExtras instead={<PlainCard card={card} />}>{(extras) => <extras.Card card={card} />}</WithExtras>;
}

export function PlainCard({ card: { title, subtitle = "", buttons } }: { card: CardData }): ReactNode {
  return (
    <>
      <Bubble by="bot">
        <PlainText text={`${title}\n${subtitle}`.trim()} />
      </Bubble>
      <Buttons buttons={buttons} />
    </>
  );
}

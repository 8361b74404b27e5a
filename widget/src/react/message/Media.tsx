import type { Media as MediaData } from "@causerie/protocol";
import type { ReactNode } from "react";
import { Bubble } from "./Bubble.tsx";
import { PlainText } from "./rich-text/RichText.tsx";
import { WithExtras } from "#react/extras/WithExtras.tsx";

/** A picture, film, sound or file. Until the part that shows it is fetched, its words stand for it. */
export function Media({ media }: { media: MediaData }): ReactNode {
  const plain = (
    <Bubble by="bot">
      <PlainText text={media.alt || (media.name ?? media.url)} />
    </Bubble>
  );
  return <WithExtras instead={plain}>{(extras) => <extras.Media media={media} />}</WithExtras>;
}

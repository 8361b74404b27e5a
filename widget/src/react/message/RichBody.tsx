import type { ReactNode } from "react";
import { WithExtras } from "#react/extras/WithExtras.tsx";
import type { RichMessage } from "#react/extras/extra-parts.ts";
import { useText } from "#react/text.ts";
import { Buttons } from "./Buttons.tsx";
import { buttonsOf, wordsOfBody } from "./spoken-text.ts";
import { Words } from "./Words.tsx";

export type RichBodyProps = { message: RichMessage; entryKey?: string };

/** A message that is more than a text. Its words and buttons come at once; its look is fetched with the extra parts. */
export function RichBody({ message, entryKey = "" }: RichBodyProps): ReactNode {
  const { t } = useText();
  const plain = (
    <>
      <Words text={wordsOfBody(message, t).join("\n")} />
      <Buttons buttons={buttonsOf(message)} />
    </>
  );
  return (
    <WithExtras instead={plain} retry>
      {(extras) => <extras.MessageBody message={message} entryKey={entryKey} />}
    </WithExtras>
  );
}

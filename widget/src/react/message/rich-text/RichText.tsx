import type { ReactNode } from "react";
import { useOwn, useSeams } from "#react/seams/seams.tsx";
import { createRichText, type RichTextProps } from "./create-rich-text.tsx";
import { linkify } from "./inline.ts";

export type { RichTextProps };

const plain = createRichText();

/** A bot's text, as features draw it. */
export function RichText(props: RichTextProps): ReactNode {
  const Drawn = useSeams().RichText ?? plain.RichText;
  return useOwn("Text", { by: "bot", ...props }, <Drawn {...props} />);
}

/** A visitor's text as it was typed, with links. */
export function PlainText({ text }: { text: string }): ReactNode {
  return useOwn(
    "Text",
    { by: "visitor", text },
    <p className="causerie-text">
      <plain.Inlines inlines={linkify(text)} />
    </p>,
  );
}

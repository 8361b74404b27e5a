import type { ComponentType } from "react";
import { createRichText, type RichTextProps } from "#react/message/rich-text/create-rich-text.tsx";
import type { CodeProps, SeamProps, TextPieceProps } from "#react/seams/feature.ts";

/**
 * The component for a bot's text in which features draw.
 * @param prepare changes a text before its marks are read.
 */
export function createText(
  TextPiece: ComponentType<TextPieceProps> | undefined,
  CodeStart: ComponentType<SeamProps["CodeStart"]> | undefined,
  Code: ComponentType<CodeProps> | undefined,
  prepare: (text: string) => string,
): ComponentType<RichTextProps> {
  const { RichText } = createRichText(TextPiece, function Block(props) {
    return (
      <>
        {CodeStart && <CodeStart source={props.source} />}
        <code>{Code ? <Code {...props} /> : props.source}</code>
      </>
    );
  });
  return function Text({ text, ...rest }) {
    return <RichText {...rest} text={prepare(text)} />;
  };
}

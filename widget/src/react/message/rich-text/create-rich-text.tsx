import { type ComponentType, memo, type ReactNode } from "react";
import type { MessageEntry } from "#chat/chat.ts";
import { Link } from "#react/message/Link.tsx";
import { WithExtras } from "#react/extras/WithExtras.tsx";
import type { CodeProps, TextPieceProps } from "#react/seams/feature.ts";
import { type Block, holdBack, maxDepth, parseBlocks, splitItems } from "./blocks.ts";
import { type Inline, parseInline } from "./inline.ts";

export type RichTextProps = {
  text: string;
  /** While it is not complete, a mark without a partner applies to the rest, and half a mark is not shown. */
  progress?: MessageEntry["progress"];
};

/** `Inlines`: the pieces of a line. */
export type RichTextParts = { RichText: ComponentType<RichTextProps>; Inlines: ComponentType<{ inlines: Inline[] }> };

/**
 * Makes the component that draws a bot's text: a small safe subset of Markdown, as elements. HTML is never parsed.
 * @param TextPiece draws a piece without marks, where a feature does.
 * @param Code draws the inside of a block of code, where a feature does.
 */
export function createRichText(
  TextPiece?: ComponentType<TextPieceProps>,
  Code?: ComponentType<CodeProps>,
): RichTextParts {
  const BlockView = memo(DrawnBlock);
  return { RichText, Inlines };

  function RichText({ text, progress = "complete" }: RichTextProps): ReactNode {
    const shown = progress === "streaming" ? holdBack(text) : text;
    return <Blocks text={shown} growing={progress !== "complete"} depth={0} />;
  }

  function Blocks({ text, growing, depth }: BlocksProps): ReactNode {
    if (depth > maxDepth) return <Text source={text} growing={growing} />;
    // While an answer grows, only its last block changes. The others have equal props and are not drawn again.
    return parseBlocks(text).map((block, index, blocks) => (
      <BlockView key={index} {...block} growing={growing && index === blocks.length - 1} depth={depth} />
    ));
  }

  function DrawnBlock(block: Block & { growing: boolean; depth: number }): ReactNode {
    const { type, source, growing, depth } = block;
    switch (type) {
      case "paragraph":
        return <Text source={source} growing={growing} />;
      case "heading":
        // Not a heading element: it would break the heading levels of the host page.
        return <Text className="causerie-text-heading" source={source} growing={growing} />;
      case "quote":
        return (
          <blockquote className="causerie-quote">
            <Blocks text={source} growing={growing} depth={depth + 1} />
          </blockquote>
        );
      case "code":
        return (
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- long lines must scroll by keyboard too
          <pre className="causerie-code" tabIndex={0} data-language={block.language}>
            {Code ? <Code source={source} language={block.language} growing={growing} /> : <code>{source}</code>}
          </pre>
        );
      case "rule":
        return <hr className="causerie-rule" />;
      case "table":
        return (
          <WithExtras instead={<Text source={source} growing={false} />}>
            {({ Table }) => <Table source={source} growing={growing} Inlines={Inlines} />}
          </WithExtras>
        );
      case "bullets":
        return (
          <ul className="causerie-list">
            <Items source={source} growing={growing} depth={depth} />
          </ul>
        );
      case "numbers":
        return (
          <ol className="causerie-list" data-wide={/^\s*\d{3}/m.test(source)}>
            <Items source={source} growing={growing} depth={depth} />
          </ol>
        );
    }
  }
  function Text({ source, growing, className = "" }: TextProps): ReactNode {
    return (
      <p className={`causerie-text ${className}`}>
        <Inlines inlines={parseInline(source, growing)} />
      </p>
    );
  }

  function Items({ source, growing, depth }: { source: string; growing: boolean; depth: number }): ReactNode {
    return splitItems(source).map((item, index, items) => (
      <li key={index} value={item.number}>
        <Blocks text={item.text} growing={growing && index === items.length - 1} depth={depth + 1} />
      </li>
    ));
  }

  function Inlines({ inlines }: { inlines: Inline[] }): ReactNode {
    return inlines.map((inline, index) => <InlineView key={index} inline={inline} />);
  }

  function InlineView({ inline }: { inline: Inline }): ReactNode {
    switch (inline.type) {
      case "text":
        return TextPiece ? <TextPiece text={inline.text} draw={plain} /> : plain(inline.text);
      case "code":
        return <code className="causerie-inline-code">{inline.text}</code>;
      case "strong":
      case "em":
      case "del": {
        const Mark = inline.type;
        return (
          <Mark>
            <Inlines inlines={inline.children} />
          </Mark>
        );
      }
      case "link":
        return (
          <Link className="causerie-link" href={inline.href}>
            <Inlines inlines={inline.children} />
          </Link>
        );
    }
  }
}

type BlocksProps = { text: string; growing: boolean; depth: number };

type TextProps = { source: string; growing: boolean; className?: string };

/** A translator replaces text nodes, and only an element can be moved after that. */
function plain(text: string): ReactNode {
  return splitIsolates(text).map((part, index) =>
    index % 2 === 0 ? (
      part !== "" && <span key={index}>{part}</span>
    ) : (
      <bdi key={index} dir="ltr">
        {part}
      </bdi>
    ),
  );
}

/**
 * Every second part is a telephone number or mail address. In right-to-left text the groups of a number would change
 * places. Only the first sign tells it from other numbers: `+`, `(` or `0`.
 */
export function splitIsolates(text: string): string[] {
  return text.split(/((?<![\d(+])[+(0][\d ()./\u00a0-]{5,}\d|[\w.+-]+@[\w.-]+\w)/);
}

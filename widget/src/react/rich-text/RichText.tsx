import { memo, type ReactNode } from "react";
import { useText } from "#react/text.ts";
import { type Block, parseBlocks } from "./blocks.ts";
import { type Inline, linkify, parseInline } from "./inline.ts";

/** A bot's text: a small safe subset of Markdown as elements. No HTML is ever parsed. */
export function RichText({ text }: { text: string }): ReactNode {
  // While an answer streams in, only its last block changes: the others have equal props and are not drawn again.
  return parseBlocks(text).map((block, index) => <BlockView key={index} {...block} />);
}

/** A visitor's text: as typed, with links. */
export function PlainText({ text }: { text: string }): ReactNode {
  return (
    <p className="causerie-text">
      <Inlines inlines={linkify(text)} />
    </p>
  );
}

const BlockView = memo(function BlockView(block: Block): ReactNode {
  switch (block.type) {
    case "paragraph":
      return <Text className="causerie-text" source={block.source} />;
    case "heading":
      // Not a heading element: the levels of the host page are not ours to break.
      return <Text className="causerie-text causerie-text-heading" source={block.source} />;
    case "quote":
      return (
        <blockquote className="causerie-quote">
          <Text className="causerie-text" source={block.source} />
        </blockquote>
      );
    case "code":
      return (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- long lines must scroll by keyboard too
        <pre className="causerie-code" tabIndex={0}>
          <code>{block.source}</code>
        </pre>
      );
    case "bullets":
      return (
        <ul className="causerie-list">
          <Items source={block.source} />
        </ul>
      );
    case "numbers":
      return (
        <ol className="causerie-list" start={block.start}>
          <Items source={block.source} />
        </ol>
      );
  }
});

function Text({ className, source }: { className: string; source: string }): ReactNode {
  return (
    <p className={className}>
      <Inlines inlines={parseInline(source)} />
    </p>
  );
}

function Items({ source }: { source: string }): ReactNode {
  return source.split("\n").map((item, index) => (
    <li key={index}>
      <Inlines inlines={parseInline(item)} />
    </li>
  ));
}

function Inlines({ inlines }: { inlines: Inline[] }): ReactNode {
  return inlines.map((inline, index) => <InlineView key={index} inline={inline} />);
}

function InlineView({ inline }: { inline: Inline }): ReactNode {
  const { t } = useText();
  switch (inline.type) {
    case "text":
      return inline.text;
    case "code":
      return <code className="causerie-inline-code">{inline.text}</code>;
    case "strong":
      return (
        <strong>
          <Inlines inlines={inline.children} />
        </strong>
      );
    case "em":
      return (
        <em>
          <Inlines inlines={inline.children} />
        </em>
      );
    case "del":
      return (
        <del>
          <Inlines inlines={inline.children} />
        </del>
      );
    case "link":
      return (
        <a className="causerie-link" href={inline.href} target="_blank" rel="noopener noreferrer">
          <Inlines inlines={inline.children} />
          <span className="causerie-sr"> {t("newTab")}</span>
        </a>
      );
  }
}

import type { PanelPart } from "@causerie/protocol";
import type { ReactNode } from "react";
import { Link } from "#react/message/Link.tsx";
import { RichText } from "#react/message/rich-text/RichText.tsx";
import { safeMediaUrl, safeUrl } from "#react/message/safe-url.ts";
import { Chart } from "./Chart.tsx";
import { Field, type FieldProps } from "./Field.tsx";
import { Grid } from "./Grid.tsx";

type ButtonPart = Extract<PanelPart, { type: "button" }>;
type FieldPart = Extract<PanelPart, { type: "field" }>;

/** What the parts of one panel share. */
export type PanelActs = {
  /** A tap is on its way: another one would be lost, or count twice. */
  busy: boolean;
  press: (part: ButtonPart) => void;
  valueOf: (field: FieldPart["field"]) => string | undefined;
  problemOf: (name: string) => FieldProps["problem"];
};

/** One part of a panel, with those inside it. */
export function Part({ part, acts }: { part: PanelPart; acts: PanelActs }): ReactNode {
  switch (part.type) {
    case "box":
      return (
        <div className="causerie-view-box" part="view-box">
          {part.title !== undefined && (
            <p className="causerie-view-title" dir="auto">
              {part.title}
            </p>
          )}
          <Parts parts={part.children} acts={acts} />
        </div>
      );
    case "row":
      return (
        <div className="causerie-view-row" data-align={part.align}>
          <Parts parts={part.children} acts={acts} />
        </div>
      );
    case "column":
      return (
        <div className="causerie-view-column">
          <Parts parts={part.children} acts={acts} />
        </div>
      );
    case "text":
      return (
        <div className="causerie-view-text" data-style={part.style} dir="auto">
          <RichText text={part.text} />
        </div>
      );
    case "badge":
      return (
        <span className="causerie-view-badge" part="view-badge" data-tone={part.tone} dir="auto">
          {part.text}
        </span>
      );
    case "image": {
      const src = safeMediaUrl(part.url);
      if (src === undefined) return part.alt;
      return <img className="causerie-view-image" data-size={part.size} src={src} alt={part.alt} loading="lazy" />;
    }
    case "table":
      return <Grid caption={part.caption} columns={part.columns} rows={part.rows} />;
    case "button":
      return <PanelButton part={part} acts={acts} />;
    case "field":
      return <Field field={part.field} value={acts.valueOf(part.field)} problem={acts.problemOf(part.field.name)} />;
    case "chart":
      return <Chart chart={part} />;
    case "divider":
      return <hr className="causerie-view-rule" />;
  }
}

function Parts({ parts, acts }: { parts: readonly PanelPart[]; acts: PanelActs }): ReactNode {
  return parts.map((part, index) => <Part key={keyOf(part, index)} part={part} acts={acts} />);
}

/** A field is the same one after an update that moves it, unless the update gives it another value. */
function keyOf(part: PanelPart, index: number): string {
  return part.type === "field" ? `field ${part.field.name} ${part.field.value ?? ""}` : `${part.type} ${index}`;
}

function PanelButton({ part, acts }: { part: ButtonPart; acts: PanelActs }): ReactNode {
  const { button, style } = part;
  const className = style === "primary" ? "causerie-submit" : "causerie-button";
  if (button.type === "postback")
    return (
      <button
        type="button"
        className={className}
        part="button"
        dir="auto"
        data-label={button.label}
        // Not `disabled`: that would take the focus away, and the visitor presses on when it is over.
        aria-disabled={acts.busy}
        onClick={() => acts.press(part)}
      >
        {button.label}
      </button>
    );
  const href = safeUrl(button.url);
  // An address that would run a script gets no link. Its label still shows what was meant.
  if (href === undefined) return <span className="causerie-button-dead">{button.label}</span>;
  return (
    <Link className={className} part="button" dir="auto" href={href}>
      {button.label}
    </Link>
  );
}

import type { Card, Footnote, ListItem, MapLocation, Media } from "@causerie/protocol";
import type { ReactNode } from "react";
import type { DrawCustom, RendererProps } from "./renderers.ts";

type Part<Props> = (props: Props) => ReactNode;

export type FormProps = { message: RendererProps<"form">["message"]; entryKey: string };

export type DrawnByPageProps = {
  draw: DrawCustom;
  /** The custom element around the chat. */
  host: Element;
  message: RendererProps<"custom">["message"];
};

/** The parts that most conversations do without. Their code is fetched when the first of them is shown. */
export type Extras = {
  /** Compared by identity only: it shows whether the parts come from the same copy of this code. */
  ChatContext: unknown;
  Card: Part<{ card: Card }>;
  Carousel: Part<{ cards: readonly Card[] }>;
  DrawnByPage: Part<DrawnByPageProps>;
  Feedback: Part<{ messageId: string }>;
  Footnotes: Part<{ footnotes: readonly Footnote[] }>;
  Form: Part<FormProps>;
  List: Part<{ items: readonly ListItem[] }>;
  Location: Part<{ location: MapLocation }>;
  Media: Part<{ media: Media }>;
  Table: Part<{ source: string; growing: boolean }>;
};

export type ExtrasLoader = {
  /** Undefined before the first fetch has ended. */
  get: () => Extras | "failed" | undefined;
  subscribe: (listener: () => void) => () => void;
  /** Fetches the parts, unless they are there or a fetch is running. */
  load(): void;
};

import type { Button, Footnote, Message, QuickReply } from "@causerie/protocol";
import type { ReactNode } from "react";
import type { VisitorEntry } from "#chat/chat.ts";
import type { FeatureTable, Seams } from "#react/seams/feature.ts";
import type { PageRenderer } from "./page-renderers.ts";
import type { TableProps } from "./Table.tsx";
import type { RendererProps } from "./renderers.ts";

type Part<Props> = (props: Props) => ReactNode;

export type FormProps = { message: RendererProps<"form">["message"]; entryKey: string };

export type DrawnByPageProps = {
  renderer: PageRenderer;
  /** The custom element around the chat. */
  host: Element;
  /** It is drawn anew when this is another object. */
  data: unknown;
  /** Stands between words. */
  inRow?: boolean;
  /** Shown where the page's code fails. */
  children: ReactNode;
};

/** A text is one if it is a document, or says how it came about. */
export type RichMessage = Message;

/** `text`: of the message, in plain words. */
export type NotSentProps = { entryKey: string; text: string };

/** `hidden`: nobody needs it now, and its room stays. */
export type JumpButtonProps = { hidden: boolean; newestKey: string | undefined; onPress: () => void };

export type EarlierButtonProps = { state: "ready" | "loading" | "failed"; onPress: () => Promise<void> };

export type AnswerProps = { message: Extract<Message, { type: "text" }>; entryKey: string };

export type RichBodyProps = { message: RichMessage; entryKey: string };

/** The parts that most conversations do without. Their code is fetched when the first of them is shown. */
export type Extras = {
  /** How the features of the page are fetched. */
  table: FeatureTable;
  startFeatures: (table: FeatureTable, report: (seams: Seams) => void) => (names: readonly string[]) => void;
  /** What they fill. */
  seams?: Seams;
  /** Compared by identity only: it shows whether the parts come from the same copy of this code. */
  ChatContext: unknown;
  Answer: Part<AnswerProps>;
  EarlierButton: Part<EarlierButtonProps>;
  Progress: Part<{ children: ReactNode }>;
  Footnotes: Part<{ footnotes: readonly Footnote[] }>;
  JumpButton: Part<JumpButtonProps>;
  MessageBody: Part<RichBodyProps>;
  NotSent: Part<NotSentProps>;
  RichButton: Part<{ button: Button }>;
  RichReply: Part<{ reply: QuickReply }>;
  VisitorFiles: Part<{ entry: VisitorEntry }>;
  Table: Part<TableProps>;
};

export type ExtrasLoader = {
  /** Undefined before the first fetch has ended. */
  get: () => Extras | "failed" | undefined;
  subscribe: (listener: () => void) => () => void;
  /** Fetches the parts, unless they are there or a fetch is running. */
  load(): void;
  /** Fetches the features of these names, separated by spaces, in place of the earlier ones of `by`: the page, or a part that needs them. */
  chooseFeatures(names: string, by?: string): void;
};

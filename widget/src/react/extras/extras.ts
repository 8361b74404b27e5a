import { ChatContext } from "#react/context.ts";
import type { Extras } from "./extra-parts.ts";
import { Feedback } from "./Feedback.tsx";
import { Footnotes } from "./Footnotes.tsx";
import { startFeatures } from "#react/features/start-features.tsx";
import { MessageBody } from "./MessageBody.tsx";
import { NotSent } from "./NotSent.tsx";
import { Table } from "./Table.tsx";

/** Imported on demand, so that these parts and their code are a chunk of their own (see `WithExtras`). */
export const extras: Omit<Extras, "table"> = {
  ChatContext,
  Feedback,
  Footnotes,
  MessageBody,
  NotSent,
  Table,
  startFeatures,
};

import { ChatContext } from "#react/context.ts";
import type { Extras } from "./extra-parts.ts";
import { Answer, Progress } from "./Answer.tsx";
import { EarlierButton } from "./EarlierButton.tsx";
import { Footnotes } from "./Footnotes.tsx";
import { startFeatures } from "#react/features/start-features.tsx";
import { JumpButton } from "./JumpButton.tsx";
import { MessageBody } from "./MessageBody.tsx";
import { NotSent } from "./NotSent.tsx";
import { RichButton } from "./RichButton.tsx";
import { RichReply } from "./RichReply.tsx";
import { VisitorFiles } from "./VisitorFiles.tsx";
import { Table } from "./Table.tsx";

/** Imported on demand, so that these parts and their code are a chunk of their own (see `WithExtras`). */
export const extras: Omit<Extras, "table"> = {
  ChatContext,
  Answer,
  EarlierButton,
  Progress,
  Footnotes,
  JumpButton,
  MessageBody,
  NotSent,
  RichButton,
  RichReply,
  Table,
  VisitorFiles,
  startFeatures,
};

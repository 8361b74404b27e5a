import type { Message } from "@causerie/protocol";
import type { ComponentType, ReactNode } from "react";
import type { MessageEntry } from "#chat/chat.ts";
import { Buttons } from "./Buttons.tsx";
import { useChatContext } from "#react/context.ts";
import { WithExtras } from "#react/extras/WithExtras.tsx";
import { RichBody } from "./RichBody.tsx";
import { Words } from "./Words.tsx";

/** The content of a bot's or agent's message, drawn by the built-in renderer of its kind or the site's own. */
export function MessageBody({ entry }: { entry: MessageEntry }): ReactNode {
  const { renderers } = useChatContext();
  const { message } = entry;
  // Each renderer takes its own kind of message, and is found by it.
  const Own = (message.type === "custom" ? ownOf(renderers.custom, message.name) : renderers[message.type]) as
    | ComponentType<{ message: Message; entry: MessageEntry }>
    | undefined;
  if (Own !== undefined) return <Own message={message} entry={entry} />;
  // Of most texts nothing has to be fetched.
  if (message.type !== "text" || message.document || message.reasoning)
    return <RichBody message={message} entryKey={entry.key} />;
  const plain = (
    <>
      <Words text={message.text} progress={entry.progress} />
      <Buttons buttons={message.buttons} />
    </>
  );
  return message.footnotes || message.preview ? (
    <WithExtras instead={plain}>{({ Answer }) => <Answer message={message} entryKey={entry.key} />}</WithExtras>
  ) : (
    plain
  );
}

/** An own property only: a message named `constructor` has no renderer. */
export function ownOf<Value>(values: Readonly<Record<string, Value>> = {}, name: string): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { useChatContext } from "#react/context.ts";
import { DrawnByPage } from "#react/extras/DrawnByPage.tsx";
import { messageRenderer } from "#react/extras/message-renderer.ts";
import type { PageRenderer, PageRenderers } from "#react/extras/page-renderers.ts";
import { useChat } from "#react/hooks/use-chat.ts";
import { ownOf } from "#react/message/MessageBody.tsx";
import { pressButton, pressReply } from "#react/message/press.ts";
import { sentenceFor } from "#react/message/spoken-text.ts";
import { spokenMessage } from "#react/message/spoken-message.ts";
import type { Feature, OwnPartProps } from "#react/seams/feature.ts";
import { useText } from "#react/text.ts";

type PartProps = {
  /** Its names, the most exact first. */
  names: readonly string[];
  data: object;
  inRow?: boolean;
  children: ReactNode;
};

/** A part as the page draws it, else as the chat does. */
function Part({ names, data, inRow = false, children }: PartProps): ReactNode {
  const { hostPage } = useChatContext();
  const renderer = rendererOf(hostPage?.renderers, names);
  if (hostPage === undefined || renderer === undefined) return children;
  return (
    <DrawnByPage renderer={renderer} host={hostPage.host} data={data} inRow={inRow}>
      {children}
    </DrawnByPage>
  );
}

function rendererOf(renderers: PageRenderers | undefined, names: readonly string[]): PageRenderer | undefined {
  for (const name of names) {
    const renderer = ownOf(renderers, `causerie.${name}`);
    if (renderer !== undefined) return renderer;
  }
  return undefined;
}

function Button({ button, children }: OwnPartProps["Button"]): ReactNode {
  const chat = useChat();
  const data = useMemo(() => ({ ...button, press: () => pressButton(chat, button) }), [chat, button]);
  return (
    <Part names={[`button.${button.type}`, "button"]} data={data}>
      {children}
    </Part>
  );
}

function QuickReply({ reply, children }: OwnPartProps["QuickReply"]): ReactNode {
  const chat = useChat();
  const data = useMemo(() => ({ ...reply, press: () => pressReply(chat, reply) }), [chat, reply]);
  return (
    <Part names={namesOfReply(reply.type)} data={data}>
      {children}
    </Part>
  );
}

/** Where the visitor is only the chat asks. */
function namesOfReply(type: string): readonly string[] {
  return type === "location" ? [] : ["button.quick-reply", "button"];
}

function Image({ kind, src, alt, children }: OwnPartProps["Image"]): ReactNode {
  const data = useMemo(() => ({ src, alt }), [src, alt]);
  return (
    <Part names={[`image.${kind}`, "image"]} data={data} inRow={kind === "icon"}>
      {children}
    </Part>
  );
}

function Text({ by, text, progress = "complete", children }: OwnPartProps["Text"]): ReactNode {
  const data = useMemo(() => ({ text, progress }), [text, progress]);
  return (
    <Part names={[by === "bot" ? "text" : "text.user"]} data={data}>
      {children}
    </Part>
  );
}

function Phrase({ text, children }: OwnPartProps["Phrase"]): ReactNode {
  const data = useMemo(() => ({ text }), [text]);
  return (
    <Part names={["text.phrase"]} data={data} inRow>
      {children}
    </Part>
  );
}

function Fault({ reason, entryKey, text, retry, children }: OwnPartProps["Fault"]): ReactNode {
  // It is another function at each drawing, and the page draws once.
  const latest = useRef(retry);
  useEffect(() => {
    latest.current = retry;
  });
  const data = useMemo(() => ({ reason, entryKey, text, retry: () => latest.current() }), [reason, entryKey, text]);
  return (
    <Part names={["error"]} data={data}>
      {children}
    </Part>
  );
}

function Writing({ name, children }: OwnPartProps["typing"]): ReactNode {
  const data = useMemo(() => ({ name }), [name]);
  return (
    <Part names={["typing"]} data={data}>
      {children}
    </Part>
  );
}

function Avatar({ name, src, children }: OwnPartProps["avatar"]): ReactNode {
  const data = useMemo(() => ({ name, src }), [name, src]);
  return (
    <Part names={["avatar"]} data={data} inRow>
      {children}
    </Part>
  );
}

function Sources({ sources, children }: OwnPartProps["sources"]): ReactNode {
  const data = useMemo(() => ({ sources }), [sources]);
  return (
    <Part names={["sources"]} data={data}>
      {children}
    </Part>
  );
}

function Files({ entryKey, files, text, children }: OwnPartProps["files"]): ReactNode {
  const data = useMemo(() => ({ entryKey, files, text }), [entryKey, files, text]);
  return (
    <Part names={["files"]} data={data}>
      {children}
    </Part>
  );
}

function Announced({ entry, children }: OwnPartProps["Announced"]): ReactNode {
  const texts = useText();
  const renderers = useChatContext().hostPage?.renderers;
  if (entry === undefined) return children;
  const { message } = entry;
  const spokenBy = (renderer: PageRenderer | undefined, data: unknown): string | undefined =>
    typeof renderer === "object" ? renderer.spoken(data) : undefined;
  const said = (names: readonly string[], data: object, usual: string): string =>
    spokenBy(rendererOf(renderers, names), data) ?? usual;
  const whole = spokenBy(messageRenderer(renderers, message), message.type === "custom" ? message.data : message);
  const { quickReplies } = message;
  if (whole !== undefined)
    return sentenceFor({ ...entry, message: { type: "text", text: whole, buttons: [], quickReplies } }, texts);
  const spoken = spokenMessage(message, {
    button: (button) => said([`button.${button.type}`, "button"], button, button.label),
    quickReply: (reply) => said(namesOfReply(reply.type), reply, reply.label),
    text: (text) => said(["text"], { text, progress: "complete" }, text),
    phrase: (text) => said(["text.phrase"], { text }, text),
    image: (kind, src, alt) => said([`image.${kind}`, "image"], { src, alt }, alt),
  });
  return sentenceFor({ ...entry, message: spoken }, texts);
}

export const feature: Feature = {
  parts: {
    Button,
    QuickReply,
    Image,
    Text,
    Phrase,
    Fault,
    typing: Writing,
    avatar: Avatar,
    sources: Sources,
    files: Files,
    Announced,
  },
};

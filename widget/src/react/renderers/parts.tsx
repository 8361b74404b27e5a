import { createContext, createElement, type ReactNode, useContext, useMemo, useState } from "react";
import { useChat } from "#react/hooks/use-chat.ts";
import { ownOf } from "#react/message/MessageBody.tsx";
import { safeMediaUrl, safeUrl } from "#react/message/safe-url.ts";
import type { Renderer, Renderers } from "#react/extras/renderers.ts";
import { sentenceFor } from "#react/message/spoken-text.ts";
import type { OwnPartProps } from "#react/seams/feature.ts";
import { useText } from "#react/text.ts";
import { componentOf, spokenBy } from "./draw.tsx";
import { pressButton, pressReply } from "#react/message/press.ts";
import { spokenMessage } from "#react/message/spoken-message.ts";

/** The renderers of the page, which may be other functions at each drawing. The parts below stay the same, so that nothing begins anew. */
export const PageRenderersContext = createContext<Renderers>({});

type PartProps<Given> = {
  group: "buttons" | "images" | "texts" | "error";
  renderer: Renderer<Given> | undefined;
  given: Given;
};

/** Draws with a renderer, and without one what the chat would draw. Inside of it that is drawn, too: a renderer may use what it replaces. */
function Part<Given extends { children: ReactNode }>({ group, renderer, given }: PartProps<Given>): ReactNode {
  const page = useContext(PageRenderersContext);
  const inside = useMemo(() => ({ ...page, [group]: undefined }), [page, group]);
  if (renderer === undefined) return given.children;
  return (
    <PageRenderersContext.Provider value={inside}>
      {createElement(componentOf(renderer), given)}
    </PageRenderersContext.Provider>
  );
}

export function Button({ button, children }: OwnPartProps["Button"]): ReactNode {
  const chat = useChat();
  const href = button.type === "url" ? safeUrl(button.url) : undefined;
  const press = (): void => pressButton(chat, button);
  const renderer = buttonRenderer(useContext(PageRenderersContext), button.type);
  return <Part group="buttons" renderer={renderer} given={{ button, press, href, children }} />;
}

export function QuickReply({ reply, children }: OwnPartProps["QuickReply"]): ReactNode {
  const chat = useChat();
  const renderer = replyRenderer(useContext(PageRenderersContext), reply.type);
  const press = (): void => pressReply(chat, reply);
  return <Part group="buttons" renderer={renderer} given={{ button: reply, press, href: undefined, children }} />;
}

export function Image({ kind, ...props }: OwnPartProps["Image"]): ReactNode {
  const { images } = useContext(PageRenderersContext);
  return <Part group="images" renderer={images?.[kind] ?? images?.default} given={props} />;
}

export function Text({ by, ...props }: OwnPartProps["Text"]): ReactNode {
  const { texts } = useContext(PageRenderersContext);
  return <Part group="texts" renderer={by === "visitor" ? texts?.user : texts?.default} given={props} />;
}

export function Phrase(props: OwnPartProps["Phrase"]): ReactNode {
  return <Part group="texts" renderer={useContext(PageRenderersContext).texts?.phrase} given={props} />;
}

export function Fault(props: OwnPartProps["Fault"]): ReactNode {
  return <Part group="error" renderer={useContext(PageRenderersContext).error} given={props} />;
}

export function Announced({ entry, children }: OwnPartProps["Announced"]): ReactNode {
  const page = useContext(PageRenderersContext);
  const texts = useText();
  // The renderers that the page had when the message came: with others their hooks would be other ones.
  const [{ custom, ...renderers }] = useState(page);
  if (entry === undefined) return children;
  const { message } = entry;
  const whole = (message.type === "custom" ? ownOf(custom, message.name) : renderers[message.type]) as
    | Renderer<{ message: typeof message; entry: typeof entry }>
    | undefined;
  const spoken = spokenBy(whole, { message, entry }, "");
  if (spoken !== "") {
    const { quickReplies } = message;
    return sentenceFor({ ...entry, message: { type: "text", text: spoken, buttons: [], quickReplies } }, texts);
  }
  const { buttons, images, texts: words } = renderers;
  if (whole !== undefined || (buttons ?? images ?? words) === undefined) return children;
  const nothing = { press: () => {}, href: undefined, children: null };
  const said = spokenMessage(message, {
    button: (button) => spokenBy(buttonRenderer(renderers, button.type), { button, ...nothing }, button.label),
    quickReply: (reply) => spokenBy(replyRenderer(renderers, reply.type), { button: reply, ...nothing }, reply.label),
    text: (text) => spokenBy(words?.default, { text, children: null }, text),
    phrase: (text) => spokenBy(words?.phrase, { text, children: null }, text),
    image: (kind, url, alt) =>
      spokenBy(images?.[kind] ?? images?.default, { src: safeMediaUrl(url) ?? "", alt, children: null }, alt),
  });
  return sentenceFor({ ...entry, message: said }, texts);
}

type AnyButton = NonNullable<NonNullable<Renderers["buttons"]>["default"]>;

/** Each renderer takes its own kind of button, and is found by it. */
function buttonRenderer({ buttons }: Renderers, type: "postback" | "url"): AnyButton | undefined {
  return (buttons?.[type] as AnyButton | undefined) ?? buttons?.default;
}

function replyRenderer({ buttons }: Renderers, type: string): AnyButton | undefined {
  return type === "location" ? undefined : ((buttons?.quickReply as AnyButton | undefined) ?? buttons?.default);
}

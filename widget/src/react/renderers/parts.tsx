import { type ComponentType, createElement, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { useChat } from "#react/hooks/use-chat.ts";
import { safeUrl } from "#react/message/safe-url.ts";
import type { Renderer } from "#react/extras/renderers.ts";
import type { OwnPartProps } from "#react/seams/feature.ts";
import { componentOf } from "./draw.tsx";
import { buttonRenderer, PageRenderersContext, replyRenderer } from "./page-renderers-context.ts";
import { pressButton, pressReply } from "#react/message/press.ts";

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

type Announced = OwnPartProps["Announced"];

/** What the page's renderers say of a message. Its code is fetched with the first; where it does not come, the usual words are said. */
export function Announced(props: Announced): ReactNode {
  const [fetched, setFetched] = useState<{ Spoken?: ComponentType<Announced> }>();
  useEffect(() => {
    let isOver = false;
    const set = (next: typeof fetched): void => {
      if (!isOver) setFetched(next);
    };
    import("./spoken.tsx").then(set, () => set({}));
    return () => {
      isOver = true;
    };
  }, []);
  if (fetched === undefined) return null;
  const { Spoken } = fetched;
  // A new element, because of an older one a screen reader does not read what has changed.
  return <span>{Spoken === undefined ? props.children : <Spoken {...props} />}</span>;
}

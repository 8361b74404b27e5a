import { type ReactNode, useContext, useState } from "react";
import type { Renderer } from "#react/extras/renderers.ts";
import { ownOf } from "#react/message/MessageBody.tsx";
import { safeMediaUrl } from "#react/message/safe-url.ts";
import { spokenMessage } from "#react/message/spoken-message.ts";
import { sentenceFor } from "#react/message/spoken-text.ts";
import type { OwnPartProps } from "#react/seams/feature.ts";
import { useText } from "#react/text.ts";
import { isDrawn, mayBeAsked } from "./draw.tsx";
import { buttonRenderer, PageRenderersContext, replyRenderer } from "./page-renderers-context.ts";

/** What is announced of a message, with what the page's renderers say. */
export function Spoken({ entry, children }: OwnPartProps["Announced"]): ReactNode {
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

/**
 * What a renderer wants to be announced, else `usual`. Call it while a component is drawn, because the renderer may use hooks, and for the
 * same parts each time.
 */
function spokenBy<Props extends object>(renderer: Renderer<Props> | undefined, props: Props, usual: string): string {
  if (renderer === undefined || !mayBeAsked(renderer)) return usual;
  const drawn = renderer(props);
  return isDrawn(drawn) ? drawn.spoken : usual;
}

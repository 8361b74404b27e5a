import type { Message } from "@causerie/protocol";
import { ownOf } from "#react/message/MessageBody.tsx";
import type { PageRenderer, PageRenderers } from "./page-renderers.ts";

/** What draws this message in the page. Of a text the words alone: `causerie.text`. */
export function messageRenderer(renderers: PageRenderers | undefined, message: Message): PageRenderer | undefined {
  if (message.type === "text") return undefined;
  return ownOf(renderers, message.type === "custom" ? message.name : `causerie.${message.type}`);
}

import { createContext } from "react";
import type { Renderers } from "#react/extras/renderers.ts";

/** The renderers of the page, which may be other functions at each drawing. */
export const PageRenderersContext = createContext<Renderers>({});

type AnyButton = NonNullable<NonNullable<Renderers["buttons"]>["default"]>;

/** Each renderer takes its own kind of button, and is found by it. */
export function buttonRenderer({ buttons }: Renderers, type: "postback" | "url"): AnyButton | undefined {
  return (buttons?.[type] as AnyButton | undefined) ?? buttons?.default;
}

export function replyRenderer({ buttons }: Renderers, type: string): AnyButton | undefined {
  return type === "location" ? undefined : ((buttons?.quickReply as AnyButton | undefined) ?? buttons?.default);
}

import type { Chat } from "#chat/chat.ts";

/**
 * Draws a message of the site's own kind into the element, which is empty. Check `data`: it is whatever the bot sent.
 * @returns nothing, or a function that is called before the element is removed.
 */
export type DrawCustom = (element: HTMLElement, data: unknown, chat: Chat) => void | (() => void);

/** The renderers of a page without React, by the name that the bot gives a message. */
export type PageRenderers = Readonly<Record<string, DrawCustom>>;

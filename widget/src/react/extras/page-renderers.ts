import type { Chat } from "#chat/chat.ts";

/**
 * Draws a message of the site's own kind into the element, which is empty. Check `data`: it is whatever the bot sent.
 * @returns nothing, or a function that is called before the element is removed.
 */
export type DrawCustom = (element: HTMLElement, data: unknown, chat: Chat) => void | (() => void);

/** `spoken`: what is announced of it, where the page has the feature `drawing`. */
export type PageRenderer = DrawCustom | { readonly draw: DrawCustom; readonly spoken: (data: unknown) => string };

/**
 * The renderers of a page without React, by the name that the bot gives a message. Kinds of the chat's own are `causerie.card`,
 * `causerie.list` …, and with the feature `drawing` its parts, such as `causerie.button.url`.
 */
export type PageRenderers = Readonly<Record<string, PageRenderer>>;

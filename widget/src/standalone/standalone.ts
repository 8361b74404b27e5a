/**
 * The element for a program that carries it in its own bundle, as SharePoint's web parts do: no import that a bundler
 * could give to the page's own React, and nothing happens before `defineChatElement` is called.
 * @module
 */
import { ChatElement } from "#element/chat-element.ts";
import { loadStrings } from "#i18n/load-strings.ts";
import { loadApp } from "./load-app.ts";
import { StandaloneChatElement } from "./standalone-element.ts";

export type { Chat } from "#chat/chat.ts";
export type { ChatElementEvents } from "#element/events.ts";
export type { ChatElementOptions, ChatMode, ChatPosition, ChatTheme } from "#element/options.ts";
export type { GetToken } from "#chat/sign-in/ask-token.ts";
export type { StandaloneChatElement } from "./standalone-element.ts";
export type { ThemeTokens } from "./theme-tokens.ts";

/** Set by the build: the part of the version in which nothing breaks, `1` or, before the first release, `0-1`. */
declare const COMPATIBLE_VERSION: string;

/** `causerie-chat-1` for every version 1. */
export const defaultTag = `causerie-chat-${COMPATIBLE_VERSION}`;

/**
 * Registers the element. Several versions live on one page under tags of their own; under a tag that is registered already,
 * the first one stays.
 * @param tag a name with a hyphen.
 * @returns the tag, to make elements with.
 * @throws DOMException when the tag is no name of a custom element.
 * @example
 * const chat = document.createElement(defineChatElement()) as StandaloneChatElement;
 * Object.assign(chat, { endpoint: "https://chat.example.com/web", mode: "inline" });
 * place.append(chat);
 */
export function defineChatElement(tag: string = defaultTag): string {
  if (globalThis.customElements === undefined || customElements.get(tag) !== undefined) return tag;
  ChatElement.sources = { app: loadApp, strings: loadStrings };
  // One class cannot have two tags.
  customElements.define(tag, class extends StandaloneChatElement {});
  return tag;
}

/**
 * The types of `<causerie-chat>` in the templates of React, Preact, Vue and Svelte. A project has one of them, and its
 * compiler must not miss the others: `@ts-ignore` is for those that are not installed. It stays in a file of declarations
 * only, which is published as it is here.
 * @module
 */
// @ts-ignore
import type * as Preact from "preact";
// @ts-ignore
import type * as React from "react";
// @ts-ignore
import type * as SvelteElements from "svelte/elements";
// @ts-ignore
import type * as Vue from "vue";
import type { Chat } from "#chat/chat.ts";
import type { ChatElement } from "./chat-element.ts";
import type { ChatElementEvents } from "./events.ts";
import type { FeatureSettings } from "#react/seams/feature-settings.ts";
import type { ChatElementOptions, Own, SaidByPage } from "./options.ts";

type Optional<Values> = { [Name in keyof Values]?: Values[Name] | undefined };

/** What may stand in the tag `<causerie-chat>`. */
export type ChatElementAttributes = Optional<Omit<ChatElementOptions, "feedback">> & {
  /** Whether the visitor is asked for an opinion about the newest answer. */
  feedback?: boolean | "" | "true" | "false" | undefined;
  /** Whether the floating window is open. */
  open?: boolean | "" | undefined;
  /** A text beside the launcher's icon. */
  label?: string | undefined;
} & { [Name in keyof Omit<FeatureSettings, "composerActions"> as Kebab<Name>]?: string | undefined };

/** `bot-name`, the attribute of the property `botName`. */
type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${Kebab<Rest>}`
    : `-${Lowercase<First>}${Kebab<Rest>}`
  : Name;

/** What only a property can hold. */
export type ChatElementProperties = Own &
  SaidByPage & {
    /** A conversation that the page has made. */
    chat?: Chat | undefined;
  };

type Props = ChatElementAttributes & ChatElementProperties;

/** `oncauserie-open`, as React 19, Preact and Svelte name a listener for `causerie-open`. */
type Listeners = {
  [Name in keyof ChatElementEvents as `on${Name}`]?: ((event: ChatElementEvents[Name]) => void) | undefined;
};

type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;

/** `onCauserieOpen`: what Vue makes of `@causerie-open`. */
type VueListeners = {
  [Name in keyof ChatElementEvents as `on${Capitalize<Camel<Name>>}`]?: (event: ChatElementEvents[Name]) => void;
};

type ReactProps = React.DetailedHTMLProps<React.HTMLAttributes<ChatElement>, ChatElement> & {
  class?: string | undefined;
};
/** React 18, which has no `use`, sets attributes only, and writes `false` into them as a word. */
type InReact = ReactProps & (typeof React extends { use: unknown } ? Props & Listeners : TextAttributes);
type TextAttributes = Omit<ChatElementAttributes, "open" | "feedback"> & {
  feedback?: "" | "true" | "false" | undefined;
  open?: "" | undefined;
};
type InPreact = Preact.HTMLAttributes<ChatElement> & Props & Listeners;
type InSvelte = SvelteElements.HTMLAttributes<ChatElement> & Props & Listeners;
type InVue = new () => { $props: Vue.HTMLAttributes & Vue.ReservedProps & Props & VueListeners };

// @ts-ignore
declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "causerie-chat": InReact;
    }
  }
}

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "causerie-chat": InPreact;
    }
  }
}

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "causerie-chat": InSvelte;
  }
}

declare module "vue" {
  interface GlobalComponents {
    "causerie-chat": InVue;
  }
}

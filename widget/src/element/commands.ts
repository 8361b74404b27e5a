import type { ChatElement } from "./chat-element.ts";
import type { ChatElementEvents } from "./events.ts";
import type { FeatureSettings } from "#react/seams/feature-settings.ts";
import type { Attributes, Own, SaidByPage } from "./options.ts";

/** Settings that can be changed at any time. `null` means the default. */
export type CauserieConfig = { [Name in keyof Attributes]?: string | null } & Omit<Own, "renderers"> &
  SaidByPage &
  FeatureSettings;

export type EventName = keyof ChatElementEvents extends `causerie-${infer Name}` ? Name : never;
export type Detail<Name extends EventName> = ChatElementEvents[`causerie-${Name}`]["detail"];

/** `window.Causerie` once the script has run: the chat's element. */
export type CauserieApi = ChatElement;

/** The name of a method and its arguments. A listener gets what its own event brings. */
export type CauserieCommand =
  | { [Name in CommandName]: [Name, ...Parameters<ChatElement[Name]>] }[CommandName]
  | { [Name in EventName]: ["on" | "off", Name, (detail: Detail<Name>) => void] }[EventName];

type CommandName =
  | "open"
  | "close"
  | "toggle"
  | "send"
  | "sendLink"
  | "sendLocation"
  | "sendFiles"
  | "setUser"
  | "setContext"
  | "signOut"
  | "restart"
  | "destroy"
  | "config"
  | "renderer";

declare global {
  interface Window {
    /** Before the script has run: a queue, made by the page as `window.Causerie = window.Causerie || []`. */
    Causerie?: CauserieApi | CauserieCommand[];
  }
}

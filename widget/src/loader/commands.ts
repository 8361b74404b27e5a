import type { GetToken } from "#chat/sign-in/ask-token.ts";
import type { ChatElement } from "#element/chat-element.ts";
import type { ChatElementEvents } from "#element/events.ts";
import type { DrawCustom, OwnStrings, SaidByPage } from "#element/options.ts";

/** Settings that can be changed at any time. `null` means the default. */
export type CauserieConfig = Partial<
  Record<
    "endpoint" | "mode" | "theme" | "position" | "locale" | "heading" | "referral" | "accent" | "feedback",
    string | null
  >
> & { strings?: OwnStrings; getToken?: GetToken } & SaidByPage;

type EventName = keyof ChatElementEvents extends `causerie-${infer Name}` ? Name : never;
type Detail<Name extends EventName> = ChatElementEvents[`causerie-${Name}`]["detail"];

/** `window.Causerie` once the script has run. */
export type CauserieApi = {
  element: ChatElement;
  open(): void;
  close(): void;
  toggle(): void;
  send(text: string): Promise<void>;
  /** `Causerie.signOut({ forget: true })`: ends the visitor's session, and deletes what was said. Rejects if it did not work. */
  signOut(options?: { forget?: boolean }): Promise<void>;
  /** `Causerie.on("message", ({ entry }) => …)`. @returns a function that ends the subscription. */
  on<Name extends EventName>(name: Name, listener: (detail: Detail<Name>) => void): () => void;
  config(settings: CauserieConfig): void;
  /** `Causerie.renderer("seat-map", (element, data, chat) => …)`: draws the messages of this name. */
  renderer(name: string, draw: DrawCustom): void;
  /** Runs commands, like the queue before the script had run: `Causerie.push(["open"], ["send", "Hello"])`. */
  push(...commands: CauserieCommand[]): void;
};

/** The name of a method and its arguments. A listener gets what its own event brings. */
export type CauserieCommand =
  | { [Name in CommandName]: [Name, ...Parameters<CauserieApi[Name]>] }[CommandName]
  | { [Name in EventName]: ["on", Name, (detail: Detail<Name>) => void] }[EventName];

type CommandName = Exclude<keyof CauserieApi, "element" | "push" | "on">;

declare global {
  interface Window {
    /** Before the script has run: a queue, made by the page as `window.Causerie = window.Causerie || []`. */
    Causerie?: CauserieApi | CauserieCommand[];
  }
}

type Method = (...args: unknown[]) => unknown;

/** Those of the element. */
const methods = ["open", "close", "toggle", "send", "signOut"] as const;

/** Makes the page's interface to the chat. */
export function createApi(element: ChatElement): CauserieApi {
  const api: CauserieApi = {
    element,
    ...(Object.fromEntries(
      methods.map((name) => [name, (...args: unknown[]): unknown => (element[name] as Method)(...args)]),
    ) as Pick<CauserieApi, (typeof methods)[number]>),
    on(name, listener) {
      const receive = (event: Event): void => listener((event as CustomEvent<Detail<typeof name>>).detail);
      element.addEventListener(`causerie-${name}`, receive);
      return () => element.removeEventListener(`causerie-${name}`, receive);
    },
    config(settings) {
      Object.assign(element, settings);
    },
    renderer(name, draw) {
      element.renderers = { ...element.renderers, [name]: draw };
    },
    // An error in one command must not stop the next ones.
    push: (...commands) => commands.forEach((command) => void run(api, command).catch(reportError)),
  };
  return api;
}

async function run(api: CauserieApi, command: CauserieCommand): Promise<void> {
  const [name, ...args] = command;
  const method = api[name] as (...args: readonly unknown[]) => unknown;
  if (typeof method !== "function") throw new TypeError(`Causerie has no command "${name}"`);
  await method(...args);
}

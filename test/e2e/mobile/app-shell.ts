import type { Page } from "@playwright/test";

export type ShellKind = "android" | "flutter" | "ios" | "react-native";

/** A message of the bridge, as the guide describes it. */
export type BridgeMessage = { version: number; type: string } & Record<string, unknown>;

/**
 * What a web view of each kind puts into a page before it loads. Each takes what the real one takes: Android's object refuses calls that
 * are not made on itself, and all but WKWebView take texts only.
 */
const injections: Record<ShellKind, string> = {
  android: `
    const shell = { postMessage(text) {
      if (this !== shell) throw new Error("Java bridge method can't be invoked on a non-injected object");
      toApp(text);
    } };
    window.CauserieShell = shell;`,
  flutter: `
    class JavaScriptChannel { postMessage(text) {
      if (!(this instanceof JavaScriptChannel)) throw new TypeError("Illegal invocation");
      toApp(text);
    } }
    window.CauserieShell = new JavaScriptChannel();`,
  ios: `
    class UserMessageHandler { postMessage(body) {
      if (!(this instanceof UserMessageHandler)) throw new TypeError("Illegal invocation");
      toApp(body);
    } }
    window.webkit = { messageHandlers: { CauserieShell: new UserMessageHandler() } };`,
  "react-native": `
    window.ReactNativeWebView = { postMessage(text) {
      if (arguments.length !== 1 || typeof text !== "string")
        throw new Error("Injected ReactNativeWebView.postMessage must be called with one string");
      toApp(text);
    } };`,
};

/** An app around the page: its side of the bridge, as the examples of the guide write it. */
export class AppShell {
  readonly #page: Page;
  readonly received: BridgeMessage[] = [];
  /** What it answers to `chat:ready`; undefined: nothing. */
  context: Record<string, unknown> | undefined = {};
  /** The token of the person who is signed in to it; undefined: it does not answer. */
  token: string | null | undefined = null;

  private constructor(page: Page) {
    this.#page = page;
  }

  static async around(page: Page, kind: ShellKind): Promise<AppShell> {
    const app = new AppShell(page);
    await page.exposeFunction("toApp", (text: unknown) => app.#take(text));
    await page.addInitScript(`(() => {${injections[kind]}})();`);
    return app;
  }

  /** Runs a script in the page, as each kind of web view can. */
  async send(message: object): Promise<void> {
    const text = JSON.stringify({ version: 1, ...message });
    await this.#page.evaluate(`CauserieMobile.receive(${text})`);
  }

  /** The messages of one kind, without what all have. */
  of(type: string): Record<string, unknown>[] {
    const ofType = this.received.filter((message) => message.type === type);
    return ofType.map((message) =>
      Object.fromEntries(Object.entries(message).filter(([name]) => name !== "version" && name !== "type")),
    );
  }

  async #take(text: unknown): Promise<void> {
    if (typeof text !== "string") throw new Error(`the page sent ${typeof text} in place of a text`);
    const message = JSON.parse(text) as BridgeMessage;
    this.received.push(message);
    if (message.type === "chat:ready" && this.context !== undefined)
      await this.send({ type: "chat:context", ...this.context });
    if (message.type === "chat:getToken" && this.token !== undefined)
      await this.send({ type: "chat:token", id: message["id"], token: this.token });
  }
}

import type { Message } from "@causerie/protocol";
import type { Page } from "@playwright/test";
import { type FakeChatServer, startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { serveWidgetSite } from "#support/widget/widget-site.ts";
import { ChatPage } from "./chat-page.ts";
import { expect, test as base } from "./fixtures.ts";

/** A page with the built script tag, and a server that the test controls. */
export class WidgetPage extends ChatPage {
  readonly server: FakeChatServer;
  #said = 0;

  constructor(page: Page, server: FakeChatServer) {
    super(page);
    this.server = server;
  }

  /** Opens the page and the chat, and waits for the connection. */
  async visit(settings: Record<string, string> = {}): Promise<void> {
    const url = new URL("/", this.server.endpoint);
    url.search = new URLSearchParams(settings).toString();
    await this.page.goto(url.href);
    if (settings["mode"] === undefined) {
      await this.page.getByRole("button", { expanded: false }).click();
      // Before it an Escape would reach nothing that closes.
      await expect(this.page.locator('[part~="window"]')).toBeVisible();
    }
    await expect.poll(() => this.server.readers()).toBeGreaterThan(0);
  }

  /** Adds a message of the bot. @returns its key. */
  receive(message: Message): string {
    this.#said += 1;
    const messageId = `bot-${this.#said}`;
    this.server.log().append({ type: "message", messageId, author: { role: "bot" }, message });
    return messageId;
  }

  /** The contents that the visitor has sent so far, except the start of the chat. */
  sent(): unknown[] {
    return this.server
      .log()
      .events.flatMap((event) => (event.type === "visitor" && event.content.type !== "start" ? [event.content] : []));
  }
}

export const test = base.extend<{ chat: WidgetPage }>({
  chat: async ({ page }, use) => {
    await using server = await startFakeChatServer(serveWidgetSite);
    await use(new WidgetPage(page, server));
    await page.close(); // Before its server ends.
  },
});

export { expect };

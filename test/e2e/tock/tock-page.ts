import type { Page } from "@playwright/test";
import { type TockServer, startTockServer } from "#support/tock-server/start-tock-server.ts";
import { type HostPage, serveHostSite } from "#support/widget/host-site.ts";
import { ChatPage } from "#e2e/chat-page.ts";
import { expect, test as base } from "#e2e/fixtures.ts";

/** Allows only the site's own scripts and styles, and no script may write HTML but by a policy of its own. */
const strictPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' http:; img-src 'self' data:; " +
  "require-trusted-types-for 'script'";

export const endpoint = "/io/app/harbour/web";

const script = (settings: string): HostPage => ({
  head: `<meta http-equiv="Content-Security-Policy" content="${strictPolicy}">`,
  body: `<main><h1>Harbour</h1></main>
<script src="/causerie.js" async data-protocol="tock" data-endpoint="${endpoint}" ${settings}></script>`,
});

const pages: Record<string, HostPage> = {
  "/script": script('data-feedback data-features="transcript"'),
  "/opening": script('data-opening-message="hi there" data-referral="spring"'),
  "/no-html": {
    ...script(""),
    head: `<meta http-equiv="Content-Security-Policy" content="${strictPolicy}; trusted-types 'none'">`,
  },
  "/dark": script('data-theme="dark"'),
  "/rtl": { body: `<script>document.documentElement.dir = "rtl"</script>${script("").body}` },
  "/popup": { body: "<p>Popup</p>" },
  "/same": { body: "<p>Same</p>" },
  "/widget": {
    body: `<script>window.Causerie = [["renderer", "seat-map", (element, data, chat) => {
      const button = document.createElement("button");
      button.textContent = "Seat " + data.seat;
      button.onclick = () => chat.sendPostback({ label: "Take it", link: "seat?n=" + data.seat });
      element.append(button);
    }]];</script>${script("").body}`,
  },
  "/element": {
    body: `<script type="module" src="/causerie/element.js"></script>
<main><h1>Harbour</h1>
<causerie-chat protocol="tock" endpoint="${endpoint}" mode="inline" feedback></causerie-chat></main>`,
  },
};

/** The three kinds of pages, by how the chat stands in them. */
export const embeddings = {
  "script tag": "/script",
  element: "/element",
  React: `/react?protocol=tock&mode=inline&feedback=true&endpoint=${endpoint}`,
} as const;

/** A page whose chat speaks with a server of Tock, on the same site. */
export class TockPage extends ChatPage {
  readonly server: TockServer;

  constructor(page: Page, server: TockServer) {
    super(page);
    this.server = server;
  }

  async visit(address: string = embeddings["script tag"]): Promise<void> {
    await this.page.goto(new URL(address, this.server.url).href);
    await this.show();
  }

  /** The window is open, as this tab has left it. */
  async comeBack(address: string = embeddings["script tag"]): Promise<void> {
    await this.page.goto(new URL(address, this.server.url).href);
    await expect(this.input).toBeVisible();
  }

  /** Opens the window, where there is one to open. */
  async show(): Promise<void> {
    const closed = this.page.getByRole("button", { expanded: false, name: /^Chat\b/ });
    await expect(this.input.or(closed)).toBeVisible();
    if (await closed.isVisible()) await closed.click();
    await expect(this.input).toBeVisible();
  }

  /** Says it, and waits for the answer to its POST. */
  async ask(text: string): Promise<void> {
    await this.say(text);
    const newest = this.thread.locator('[data-author="visitor"]').last();
    await expect(newest).toContainText(text);
    await expect(newest).toContainText("Sent");
  }
}

export const test = base.extend<{ chat: TockPage }>({
  chat: async ({ page }, use) => {
    await using server = await startTockServer(serveHostSite(pages));
    await use(new TockPage(page, server));
    await page.close(); // Before its server ends.
  },
});

export { expect };

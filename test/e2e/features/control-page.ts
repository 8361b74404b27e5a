import { fork } from "node:child_process";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { root } from "#support/paths.ts";
import { endChild } from "#support/system/end-child.ts";
import { ChatPage } from "#e2e/chat-page.ts";
import { expect, test as base } from "#e2e/fixtures.ts";

/** A page of a whole server, whose bot can be asked again, edited and rated. */
export class ControlPage extends ChatPage {
  readonly url: string;
  /** What the bot has heard of opinions. */
  readonly opinions: object[];

  constructor(page: Page, url: string, opinions: object[]) {
    super(page);
    this.url = url;
    this.opinions = opinions;
  }

  /** Opens a page with the built script tag and these settings, and the chat in it. */
  async visit(settings: Record<string, string>): Promise<void> {
    const data = Object.entries(settings).map(([name, value]) => `data-${name}="${value}"`);
    const body = `<!doctype html><html lang="en"><title>Page</title><main><h1>Page</h1></main><script src="/causerie.js" async ${data.join(" ")}></script></html>`;
    await this.page.route(`${this.url}/`, (route) => route.fulfill({ contentType: "text/html", body }));
    await this.page.goto(`${this.url}/`);
    await this.open();
  }

  async ask(text: string, answer: string | RegExp): Promise<void> {
    await this.say(text);
    await expect(this.said(answer)).toBeVisible();
  }
}

export const test = base.extend<{ chat: ControlPage }>({
  chat: async ({ page }, use) => {
    const child = fork(join(root, "test/support/widget/control-server.ts"), [], {
      execArgv: ["--conditions=causerie-source"],
    });
    const opinions: object[] = [];
    const url = await new Promise<string>((resolve, reject) => {
      child.on("message", (message: { url?: string; opinion?: object }) => {
        if (message.url !== undefined) resolve(message.url);
        if (message.opinion !== undefined) opinions.push(message.opinion);
      });
      child.once("exit", (code) => reject(new Error(`the server ended with ${String(code)}`)));
    });
    await use(new ControlPage(page, url, opinions));
    await page.close();
    child.disconnect(); // Then it ends by itself, and removes its folder.
    await endChild(child);
  },
});

/** Axe, light and dark, against WCAG 2.2 AA. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual([]);
  }
}

export { expect };

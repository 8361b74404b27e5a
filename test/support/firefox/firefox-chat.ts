import axe from "axe-core";
import type { Browser, ElementHandle, KeyInput, Page } from "puppeteer-core";
import { waitUntil } from "#support/wait-until.ts";

type AxeFindings = { violations: { id: string; nodes: { html: string }[] }[] };

/** How long a step may last on a busy machine, in milliseconds. */
const patience = 45_000;

/** The chat of a page in Firefox, in a context of its own: no other test has seen its storage. */
export class FirefoxChat {
  readonly page: Page;
  /** What the page's console, its scripts and its policy have complained about. */
  readonly errors: string[];

  private constructor(page: Page, errors: string[]) {
    this.page = page;
    this.errors = errors;
  }

  /** Runs a test in a page of 1280 x 800, which it ends with. Fails where anything was complained about. */
  static async use(browser: Browser, run: (chat: FirefoxChat) => Promise<void>): Promise<void> {
    const context = await browser.createBrowserContext();
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(patience);
      await page.setViewport({ width: 1280, height: 800 });
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(String(error)));
      page.on("console", (message) => {
        if (message.type() === "error") errors.push(message.text());
      });
      await page.evaluateOnNewDocument(() => {
        document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
          // oxlint-disable-next-line no-console -- what is said there fails the test
          console.error(`refused by ${violatedDirective}: ${blockedURI}`),
        );
      });
      await run(new FirefoxChat(page, errors));
      if (errors.length > 0) throw new Error(`the page has complained:\n${errors.join("\n")}`);
    } finally {
      await context.close();
    }
  }

  /** An element of the chat, once it is there. */
  async part(selector: string): Promise<ElementHandle> {
    const found = await this.page.waitForSelector(`causerie-chat >>> ${selector}`);
    if (found === null) throw new Error(`${selector} has gone`);
    return found;
  }

  async press(selector: string): Promise<void> {
    await this.page.locator(`causerie-chat >>> ${selector}`).click();
  }

  async open(): Promise<void> {
    await this.press(".causerie-launcher");
    await this.untilFocused(/^Your message$/);
  }

  async keys(...keys: KeyInput[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** By the keyboard, into what has the focus. */
  async say(text: string): Promise<void> {
    await this.page.keyboard.type(text);
    await this.keys("Enter");
  }

  /** The words of each bubble, the oldest first. */
  texts(): Promise<string[]> {
    return this.page.evaluate(() => {
      const root = document.querySelector("causerie-chat")?.shadowRoot;
      return Array.from(root?.querySelectorAll<HTMLElement>('[part~="message"]') ?? [], (each) =>
        each.innerText.trim(),
      );
    });
  }

  /** Waits for a bubble with these words. */
  async untilSaid(text: string): Promise<void> {
    await this.until(
      () => this.texts(),
      (texts) => texts.some((each) => each.includes(text)),
    );
  }

  /** Waits for this to be said beside the bubble in this place. */
  async untilDelivered(index: number, state: RegExp): Promise<void> {
    await this.until(
      async () => (await this.texts())[index] ?? "",
      (text) => state.test(text),
    );
  }

  async untilFocused(name: RegExp): Promise<void> {
    await this.until(
      () => this.focused(),
      (focused) => name.test(focused),
    );
  }

  /** Reads until it is so. @throws Error with what was read last */
  async until<Value>(read: () => Promise<Value>, isSo: (value: Value) => boolean): Promise<void> {
    let last: Value | undefined;
    const isItSo = async (): Promise<boolean> => isSo((last = await read()));
    if (!(await waitUntil(isItSo, patience))) throw new Error(`it never came, and is ${JSON.stringify(last)}`);
  }

  isShown(selector: string): Promise<boolean> {
    return this.page.evaluate(
      (each) => document.querySelector("causerie-chat")?.shadowRoot?.querySelector(each)?.checkVisibility() === true,
      selector,
    );
  }

  /** Waits until nothing moves any more. */
  async settled(): Promise<void> {
    const moving = (): Promise<number> =>
      this.page.evaluate(
        () =>
          document
            .getAnimations()
            .concat(document.querySelector("causerie-chat")?.shadowRoot?.getAnimations() ?? [])
            .filter((each) => each.playState === "running").length,
      );
    await this.until(moving, (count) => count === 0);
  }

  /** Gives a file to an input, as a person does in the browser's own window. */
  async choose(selector: string, path: string): Promise<void> {
    const input = (await this.part(selector)) as ElementHandle<HTMLInputElement>;
    await input.uploadFile(path);
  }

  /** What axe finds against WCAG 2.2 AA. */
  async axeFaults(): Promise<string[]> {
    // Evaluated by the browser itself, which asks no policy of the page.
    await this.page.evaluate(axe.source);
    return await this.page.evaluate(async () => {
      const loaded = globalThis as unknown as { axe: { run(options: object): Promise<AxeFindings> } };
      const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
      const { violations } = await loaded.axe.run({ runOnly: tags });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
    });
  }

  /** What has the focus, by its accessible name. */
  focused(): Promise<string> {
    return this.page.evaluate(() => {
      const element = document.querySelector("causerie-chat")?.shadowRoot?.activeElement;
      return element?.getAttribute("aria-label") ?? element?.textContent ?? "nothing";
    });
  }
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";
import { root } from "#support/paths.ts";
import type { HarnessSite } from "#support/sharepoint/harness-site.ts";
import type { OfficeServer } from "#support/sharepoint/office-server.ts";
import type { Section } from "#support/sharepoint/page/section-themes.ts";
import type { Mode, StoredWebPart, WebPartOptions } from "#support/sharepoint/page/web-parts.ts";

/** The components of the package. Their ids are stored in customers' pages, so they stay for ever. */
export const webPartId = "578d86c5-92a2-44bf-aa1c-76b24d9ea6f7";
export const launcherId = "d74a7799-d6f7-4da8-bc5c-0896e832f709";

/** Those of an earlier version of the package, which is on the same site. */
export const olderIds = {
  [webPartId]: "0a0a0a0a-92a2-44bf-aa1c-76b24d9ea6f7",
  [launcherId]: "0b0b0b0b-d6f7-4da8-bc5c-0896e832f709",
};
export const olderChatTag = "causerie-chat-0-0";

const { version } = JSON.parse(readFileSync(join(root, "widget", "package.json"), "utf8")) as { version: string };
const [major = "", minor = ""] = version.split(".");
export const chatTag = `causerie-chat-${major === "0" ? `0-${minor}` : major}`;

/** A page of SharePoint, with what SharePoint does on it. */
export class IntranetPage {
  readonly page: Page;
  readonly site: HarnessSite;
  readonly server: OfficeServer;
  /** Of the policy, where a test breaks it on purpose. */
  expectedReports: string[] = [];
  expectsViolations = false;

  constructor(page: Page, site: HarnessSite, server: OfficeServer) {
    this.page = page;
    this.site = site;
    this.server = server;
  }

  get endpoint(): string {
    return this.server.endpoint;
  }

  /** Opens a page and waits until SharePoint's framework has begun. */
  async visit(options: { locale?: string; rtl?: string } = {}): Promise<void> {
    await this.page.goto(`${this.site.siteUrl}?${new URLSearchParams(options).toString()}`);
    await this.page.evaluate(() => harness.ready());
  }

  /** @returns the web part once it is drawn. With `properties` as an author has set them, for readers of the page. */
  async addWebPart(
    properties: Record<string, unknown> = {},
    options: Partial<Omit<WebPartOptions, "properties">> = {},
  ): Promise<ShownWebPart> {
    const given = { id: webPartId, column: "wide", mode: "read" as const, ...options };
    const key = await this.page.evaluate((all) => harness.addWebPart(all), { ...given, properties });
    return new ShownWebPart(this.page, key, this.page.locator(`[data-key="${key}"]`));
  }

  /** A web part that talks to the chat server. */
  async addChat(
    properties: Record<string, unknown> = {},
    options: Partial<Omit<WebPartOptions, "properties">> = {},
  ): Promise<ShownWebPart> {
    const part = await this.addWebPart({ endpoint: this.endpoint, ...properties }, options);
    await expect(part.input).toBeVisible();
    return part;
  }

  async addLauncher(properties: Record<string, unknown>): Promise<number> {
    return this.page.evaluate(([id, given]) => harness.addExtension(id, given), [
      launcherId,
      JSON.stringify(properties),
    ] as const);
  }

  addPlaceholder(): Promise<void> {
    return this.page.evaluate(() => harness.addPlaceholder());
  }

  /** The theme of a section of the page, by its background. */
  sectionTheme(section: Section): Promise<object> {
    return this.page.evaluate((each) => harness.sectionTheme(each), section);
  }

  /** The chat of the launcher. */
  get bottom(): ChatPlace {
    return new ChatPlace(this.page, this.page.locator("#bottom"));
  }

  /** The pane in which an author sets a web part. */
  get pane(): Locator {
    return this.page.locator("#pane");
  }

  remove(key: number): Promise<void> {
    return this.page.evaluate((each) => harness.remove(each), key);
  }
}

/** One chat on a page, as a person uses it. */
export class ChatPlace {
  readonly page: Page;
  readonly place: Locator;

  constructor(page: Page, place: Locator) {
    this.page = page;
    this.place = place;
  }

  /** The element of the chat, whose tag has the version of the widget. */
  get element(): Locator {
    return this.place.locator(chatTag);
  }

  /** By its role only: its name depends on the language. */
  get input(): Locator {
    return this.place.locator("textarea");
  }

  get messages(): Locator {
    return this.place.locator('[part~="message"]');
  }

  said(text: string | RegExp): Locator {
    return this.messages.filter({ hasText: text });
  }

  choice(name: string): Locator {
    return this.place.getByRole("button", { name, exact: true });
  }

  async say(text: string): Promise<void> {
    await this.input.fill(text);
    await this.input.press("Enter");
  }

  /** One question with its answer, which shows that the conversation works in both directions. */
  async converse(text = "Hello"): Promise<void> {
    await this.say(text);
    await expect(this.said(`I do not know about ${text}.`)).toBeVisible();
  }
}

export class ShownWebPart extends ChatPlace {
  readonly key: number;

  constructor(page: Page, key: number, place: Locator) {
    super(page, place);
    this.key = key;
  }

  /** As the property pane does when an author changes a field. */
  setProperty(name: string, value: unknown): Promise<void> {
    return this.page.evaluate(([key, ...rest]) => harness.setProperty(key, ...rest), [this.key, name, value] as const);
  }

  /** Opens SharePoint's property pane. */
  openPane(): Promise<void> {
    return this.page.evaluate((key) => harness.openPane(key), this.key);
  }

  setMode(mode: Mode): Promise<void> {
    return this.page.evaluate(([key, next]) => harness.setMode(key, next), [this.key, mode] as const);
  }

  setTheme(theme: object): Promise<void> {
    return this.page.evaluate(([key, next]) => harness.setTheme(key, next), [this.key, theme] as const);
  }

  setTeamsTheme(theme: string): Promise<void> {
    return this.page.evaluate(([key, next]) => harness.setTeamsTheme(key, next), [this.key, theme] as const);
  }

  serialize(): Promise<StoredWebPart> {
    return this.page.evaluate((key) => harness.serialize(key), this.key);
  }

  accessibleTitle(): Promise<string> {
    return this.page.evaluate((key) => harness.accessibleTitle(key), this.key);
  }

  remove(): Promise<void> {
    return this.page.evaluate((key) => harness.remove(key), this.key);
  }
}

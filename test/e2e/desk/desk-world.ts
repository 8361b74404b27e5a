import { type Bot, type CauserieConfig, createBot, startServer, story, web } from "@causerie/server";
import type { DeskOptions } from "@causerie/server/desk/settings.ts";
import type { DeskRole, Queue, Template } from "@causerie/protocol/desk";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { DeskClient, tokenOf } from "#support/desk/desk-client.ts";
import { disposableFolder } from "#support/disposable-folder.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { expect, test as base, watchPage } from "#e2e/fixtures.ts";

/** Repeats what is said. With `person` in it, it hands over; what is handed back is answered with the note of the team. */
export function createDeskBot(): Bot {
  const person = story("person", { keywords: ["person"] });
  const back = story("back", { events: ["handover"] });
  return createBot({
    stories: [
      person.handle((turn) => {
        turn.handover({ summary: "wants a person" });
        return "I ask somebody.";
      }),
      back.handle(({ event: { content } }) =>
        content.type === "handover" ? `I am back: ${content.summary ?? "nothing"}` : "",
      ),
    ],
    fallback: (turn) => `bot: ${turn.text}`,
  });
}

export const password = "forty blue herons walk";

/** A server with a desk, its team and its visitors. */
export class DeskWorld {
  readonly url: string;
  /** What the operator of the server was given for the first account. */
  readonly firstLink: string;
  readonly #browser: Browser;
  readonly #errors: string[];
  readonly #contexts: BrowserContext[] = [];
  #admin: DeskClient | undefined;
  #visitors = 0;

  constructor(url: string, firstLink: string, browser: Browser, errors: string[]) {
    this.url = url;
    this.firstLink = firstLink;
    this.#browser = browser;
    this.#errors = errors;
  }

  /** The administrator, by the API: what a test needs and does not look at. */
  async admin(): Promise<DeskClient> {
    this.#admin ??= await this.#join(tokenOf(this.firstLink), "ada");
    return this.#admin;
  }

  async invite(name: string, role: DeskRole): Promise<DeskClient> {
    const admin = await this.admin();
    return this.#join(await admin.invite(`${name}@example.com`, role), name);
  }

  async #join(token: string, name: string): Promise<DeskClient> {
    const client = new DeskClient(this.url);
    const account = { token, name, email: `${name}@example.com`, password };
    const { status } = await client.call("POST", "/invitations/accept", account);
    expect(status).toBe(201);
    return client;
  }

  async put(kind: "queues" | "templates", value: Queue | Template): Promise<void> {
    const admin = await this.admin();
    expect((await admin.call("PUT", `/${kind}/${value.id}`, value)).status).toBe(200);
  }

  /** A browser of its own, in which this person is signed in by the page itself. */
  async signIn(name: string, options: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> {
    const page = await this.open("/desk", options);
    await enterPassword(page, name);
    await expect(page.getByRole("button", { name })).toBeVisible();
    return page;
  }

  async open(path: string, options: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> {
    const context = await this.#browser.newContext({
      locale: "en-GB",
      viewport: { width: 1280, height: 800 },
      ...options,
    });
    this.#contexts.push(context);
    const page = await context.newPage();
    watchPage(page, this.#errors);
    await page.goto(new URL(path, this.url).href);
    return page;
  }

  /** Somebody who has asked for a person. */
  async visitor(text = "a person please"): Promise<RestClient> {
    const visitor = await RestClient.start(`${this.url}/web`);
    this.#visitors += 1;
    expect((await visitor.send(`first-${this.#visitors}`, text)).status).toBe(202);
    return visitor;
  }

  async close(): Promise<void> {
    await Promise.all(this.#contexts.map((context) => context.close()));
  }
}

export async function enterPassword(page: Page, name: string): Promise<void> {
  await page.getByLabel("Email address").fill(`${name}@example.com`);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.keyboard.press("Enter");
}

/** What the visitor has on the screen, of what the bot and the team have said. */
export async function screenOf(visitor: RestClient): Promise<string[]> {
  const { events } = (await visitor.events()).body;
  return events.flatMap((event) =>
    event.type === "message" && event.message.type === "text" ? [event.message.text] : [],
  );
}

/** `desk`: the settings of the desk. `deskConfig`: what the server of a test has beside. */
export const test = base.extend<{
  deskBot: { make: () => Bot };
  desk: true | DeskOptions;
  deskConfig: Partial<CauserieConfig>;
  world: DeskWorld;
}>({
  deskBot: [{ make: createDeskBot }, { option: true }],
  desk: true,
  deskConfig: [{}, { option: true }],
  world: async ({ browser, pageErrors, deskBot, desk, deskConfig }, use) => {
    const folder = disposableFolder();
    const server = await startServer(
      {
        bot: deskBot.make(),
        connectors: [web({ origins: [] })],
        desk,
        data: folder.path,
        host: "127.0.0.1",
        port: 0,
        logLevel: "silent",
        maxLoopDelayMs: 0,
        ...deskConfig,
      },
      { variables: {} },
    );
    const firstLink = /https?:\S+/.exec(server.firstSteps[0] ?? "")?.[0] ?? "";
    const world = new DeskWorld(server.url, firstLink, browser, pageErrors);
    await use(world);
    await world.close(); // Before its server ends.
    await server[Symbol.asyncDispose]();
    folder.remove();
  },
});

export { expect };

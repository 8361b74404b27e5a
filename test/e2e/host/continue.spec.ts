import { createServer } from "node:http";
import { type FakeGraph, type FakeUser, startFakeGraph } from "@causerie/fake-graph";
import { createBot, messenger, startServer, story, text, type Turn, web } from "@causerie/server";
import type { Page } from "@playwright/test";
import { disposableFolder } from "#support/disposable-folder.ts";
import { docBlocks } from "#support/docs/doc-examples.ts";
import { listen } from "#support/listen.ts";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { toHtml } from "#support/widget/host-site.ts";
import { ChatPage } from "#e2e/chat-page.ts";
import { expect, test as base } from "#e2e/fixtures.ts";

/** From a page to Messenger and back, with the snippet that the guide tells the site to have. */

const learn = story("learn", { keywords: ["my name is ada"] }).handle((turn) => {
  turn.user.data["name"] = "Ada";
  return "Hello Ada";
});
const goOn = story("go-on", { keywords: ["on my phone", "on the site"] }).handle((turn) => {
  const url = turn.continueIn(turn.channel === "web" ? "messenger" : "web");
  return text("It is your own link:", { buttons: url === undefined ? [] : [{ label: "Continue", url }] });
});
const arrive = story("arrive", { events: ["channel_linked"] }).handle((turn) => `Let us go on, ${name(turn)}`);
const who = story("who", { keywords: ["who am i"] }).handle((turn) => `You are ${name(turn)}`);
const welcome = story("welcome", { events: ["start", "referral"] }).handle(() => "Welcome");
const bot = createBot({ stories: [learn, goOn, arrive, who, welcome], fallback: () => "Sorry?" });

function name({ user }: Pick<Turn, "user">): string {
  const { name: known } = user.data;
  return typeof known === "string" ? known : "stranger";
}

/** The one block of the guide that reads the address. */
function snippet(): string {
  const [block, ...others] = docBlocks().filter(
    ({ code, language }) => language === "html" && /causerie-ref/.test(code),
  );
  if (block === undefined || others.length > 0) throw new Error("the guide has one block for causerie-ref");
  return block.code;
}

type World = { site: string; graph: FakeGraph; settle: () => Promise<void> };

const test = base.extend<{ world: World }>({
  world: async ({ page }, use) => {
    let chatUrl = "";
    const site = createServer((_request, response) => {
      const html = toHtml({
        head: `${snippet()}<script src="${chatUrl}/causerie.js" async></script>`,
        body: "<h1>Help</h1>",
      });
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
    });
    const siteUrl = await listen(site);
    const graph = await startFakeGraph(metaPage);
    const folder = disposableFolder();
    const connectors = [
      web({ origins: [siteUrl], pageUrl: `${siteUrl}/help?from=phone` }),
      messenger({ ...pageOptions(), graphBaseUrl: graph.baseUrl }),
    ];
    const server = await startServer(
      { bot, connectors, data: folder.path, host: "127.0.0.1", port: 0, logLevel: "silent", maxLoopDelayMs: 0 },
      { variables: {} },
    );
    chatUrl = server.url;
    graph.setWebhookUrl("1001", `${server.url}/messenger`);
    await use({
      site: siteUrl,
      graph,
      settle: async () => {
        await graph.idle();
        await server.idle();
        await graph.idle();
      },
    });
    await page.close();
    site.closeAllConnections();
    site.close();
    await server[Symbol.asyncDispose]();
    await graph[Symbol.asyncDispose]();
    folder.remove();
  },
});

const question = /Continue the conversation from (\S+) here\?/;

function newest(graph: FakeGraph, { psid }: FakeUser): string | undefined {
  return graph.sent(psid).at(-1)?.text;
}

/** Somebody in Messenger who has told their name, and the address that leads them to the site. */
async function phoneOf({ graph, settle }: World): Promise<{ user: FakeUser; address: string }> {
  const user = graph.user("2001");
  for (const words of ["my name is ada", "on the site"]) {
    await user.say(words);
    await settle();
  }
  const tapped = await user.tapButton("Continue");
  if (tapped.type !== "opened") throw new Error("the button has no address");
  return { user, address: tapped.address };
}

async function comeByLink(page: Page, { site }: World, address: string): Promise<ChatPage> {
  await page.goto(address);
  const chat = new ChatPage(page);
  await expect(chat.said(question)).toContainText("Continue the conversation from Messenger here?");
  // Neither a bookmark nor a page that the person passes on has it.
  expect(page.url()).toBe(`${site}/help?from=phone`);
  return chat;
}

test("from the page to Messenger: the button opens it, the person is asked there, and goes on after a yes", async ({
  page,
  world,
}) => {
  const { graph, settle, site } = world;
  await page
    .context()
    .route("https://m.me/**", (route) => route.fulfill({ body: "Messenger", contentType: "text/html" }));
  await page.goto(`${site}/help`);
  const chat = new ChatPage(page);
  await chat.open();
  await chat.say("my name is ada");
  await expect(chat.said("Hello Ada")).toBeVisible();
  await chat.say("on my phone");
  const [opened] = await Promise.all([
    page.context().waitForEvent("page"),
    page.getByRole("link", { name: "Continue" }).click(),
  ]);
  await opened.waitForURL(/^https:\/\/m\.me\/2001\?ref=/);
  const ref = new URL(opened.url()).searchParams.get("ref") ?? "";
  const user = graph.user("2001");
  await user.openReferral(ref);
  await user.getStarted();
  await settle();
  expect(newest(graph, user)).toMatch(question);
  await user.tapQuickReply("Yes, continue");
  await settle();
  expect(newest(graph, user)).toBe("Let us go on, Ada");
});

test("from Messenger to the page: it opens the chat with the question, and a yes goes on, once and for every page", async ({
  page,
  world,
}) => {
  const { address } = await phoneOf(world);
  const chat = await comeByLink(page, world, address);
  await chat.choice("Yes, continue").click();
  await expect(chat.said("Let us go on, Ada")).toBeVisible();
  await page.goto(`${world.site}/help`);
  await chat.launcher.or(chat.input).first().waitFor();
  if (!(await chat.input.isVisible())) await chat.open();
  await chat.say("who am i");
  await expect(chat.said("You are Ada")).toBeVisible();
  await expect(chat.said(question)).toHaveCount(1);
});

test("somebody else who was sent the link of the page says no, and knows nothing; so does the other side", async ({
  page,
  world,
}) => {
  const { user, address } = await phoneOf(world);
  const chat = await comeByLink(page, world, address);
  await chat.choice("No, thanks").click();
  await expect(chat.said("both conversations stay as they were")).toBeVisible();
  await chat.say("who am i");
  await expect(chat.said("You are stranger")).toBeVisible();
  await user.say("who am i");
  await world.settle();
  expect(newest(world.graph, user)).toBe("You are Ada");
});

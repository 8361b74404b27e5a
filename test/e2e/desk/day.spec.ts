import { type FakeGraph, startFakeGraph } from "@causerie/fake-graph";
import { type Bot, catalogue, createBot, messengerKind, story } from "@causerie/server";
import { type DeskWorld, enterPassword, expect, password, screenOf, test as base } from "./desk-world.ts";
import type { Page } from "@playwright/test";

const app = { appId: "1001", appSecret: "test-app-secret", verifyToken: "verify-me" };
const token = "EAAB-1001-2001";

/** A bot of a railway: it sells nothing, hands over to people, and lacks a French greeting. */
function createRailwayBot(): Bot {
  const messages: Record<string, unknown> = { en: { greeting: "Welcome aboard." }, fr: {} };
  const words = catalogue({ locales: ["en", "fr"], messages });
  const say = words as (turn: Parameters<typeof words>[0]) => (key: string) => string;
  const hello = story("hello", { keywords: { en: ["hello"], fr: ["bonjour"] } });
  const person = story("person", { keywords: { en: ["person"], fr: ["personne"] } });
  const lost = story("lost-property", { keywords: { en: ["umbrella"] } });
  return createBot({
    locales: ["en", "fr"],
    catalogues: [words],
    stories: [
      hello.handle((turn) => say(turn)("greeting")),
      lost.handle(() => "Lost things are at window 3."),
      person.handle((turn) => {
        turn.handover({ summary: "wants a person" });
        return "I ask a colleague.";
      }),
    ],
    fallback: () => "I did not understand that.",
  });
}

const test = base.extend<{ graph: FakeGraph }>({
  deskBot: { make: createRailwayBot },
  // oxlint-disable-next-line no-empty-pattern -- Playwright wants to see what a fixture needs.
  graph: async ({}, use) => {
    await using graph = await startFakeGraph({
      apps: [app],
      pages: [{ pageId: "2001", name: "Northern Lines", appId: "1001", accessToken: token, subscribedFields: [] }],
      administrators: [{ appId: "1001", shortToken: "EAAB-short", longToken: "EAAB-long", pages: ["2001"] }],
    });
    await use(graph);
  },
  deskConfig: async ({ graph }, use) => use({ channelKinds: [messengerKind({ graphBaseUrl: graph.baseUrl })] }),
});

test("a day of an administrator, a developer and an operator, from the link in the terminal to the figures of the evening", async ({
  world,
  graph,
}) => {
  test.setTimeout(180_000);
  const links = await test.step("the administrator sets the desk up", () => setUp(world, graph));
  await test.step("the developer tries the bot, and mends what it says", () => develop(world, links.developer));
  await test.step("the operator answers on the web and in Messenger", () => operate(world, graph, links.operator));
  await test.step("in the evening the administrator looks at figures and records", () => lookBack(world));
});

/** @returns the links of the invitations, as the page shows them. */
async function setUp(world: DeskWorld, graph: FakeGraph): Promise<{ developer: string; operator: string }> {
  const page = await world.open(world.firstLink);
  await makeAccount(page, "ada", true);
  await expect(page.getByRole("navigation", { name: "Lists" })).toBeVisible();

  const links = { developer: "", operator: "" };
  await page.getByRole("link", { name: "People" }).click();
  for (const [role, name] of [
    ["developer", "dora"],
    ["operator", "otto"],
  ] as const) {
    await page.getByRole("button", { name: "Invite somebody" }).click();
    await page.getByLabel("Email address").fill(`${name}@example.com`);
    await page.getByLabel("Role").selectOption(role);
    await page.getByRole("button", { name: "Make the link" }).click();
    links[role] = await page.getByRole("textbox", { name: "Link" }).inputValue();
    await page.getByRole("button", { name: "Close" }).click();
  }

  await page.getByRole("link", { name: "Channels" }).click();
  await page.getByRole("button", { name: "Connect several pages" }).click();
  const dialog = page.locator(".modal");
  await dialog.getByLabel(/^App \(/).fill(app.appId);
  await dialog.getByLabel(/^App secret/).fill(app.appSecret);
  await dialog.getByLabel(/^Verify token/).fill(app.verifyToken);
  await dialog.getByLabel(/^User token/).fill("EAAB-short");
  await page.keyboard.press("Enter");
  await dialog.getByLabel("Northern Lines").check();
  await dialog.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(dialog.getByText("Northern Lines: Connected")).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByRole("listitem").filter({ hasText: "Northern Lines" })).toContainText("Running");
  // The team answers there, and not the page's own inbox.
  await page.getByRole("button", { name: "Edit Northern Lines" }).click();
  await dialog.getByText("More settings").click();
  await dialog.getByLabel(/^Handover/).fill("desk");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toHaveCount(0);

  await page.getByRole("link", { name: "Queues" }).click();
  await page.getByRole("button", { name: "New queue" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Travellers");
  await page.getByLabel("Id", { exact: true }).fill("travellers");
  await page.getByLabel("What the visitor gets when it begins to wait").fill("You are number {position}.");
  await page.getByLabel("What asks the visitor for a rating").fill("How did we do?");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("link", { name: "Templates" }).click();
  await page.getByRole("button", { name: "New template" }).click();
  await page.getByLabel("Title").fill("Hello");
  await page.getByLabel("Text").fill("Good day, {operator.name} here.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Hello" })).toBeVisible();
  expect(graph.journal.some(({ path }) => path.includes("subscribed_apps"))).toBe(true);
  return links;
}

async function develop(world: DeskWorld, invitation: string): Promise<void> {
  const page = await world.open(invitation);
  await makeAccount(page, "dora", false);
  const visitor = await world.visitor("where is the ticket office");
  await expect.poll(() => screenOf(visitor)).toEqual(["I did not understand that."]);

  await page.getByRole("link", { name: "Test" }).click();
  await page.getByRole("button", { name: "New talk" }).click();
  await page.getByRole("combobox", { name: "Channel" }).selectOption("Messenger");
  await page.getByRole("textbox", { name: "Say something" }).fill("hello");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("group", { name: /The talk/ })).toContainText("Welcome aboard.");
  await expect(page.getByRole("complementary")).toContainText("hello");

  await page.getByRole("link", { name: "Stories" }).click();
  await page.getByRole("tab", { name: "Not understood" }).click();
  await page.getByRole("listitem").filter({ hasText: "ticket office" }).getByRole("button", { name: "Assign" }).click();
  const dialog = page.locator(".modal");
  await dialog.getByLabel("Meaning").selectOption("person");
  await dialog.getByRole("button", { name: "Add the example" }).click();
  await expect(page.getByText("Everything was understood.")).toBeVisible();

  await page.getByRole("tab", { name: "Texts" }).click();
  await page.getByRole("button", { name: "Edit greeting" }).click();
  await dialog.getByLabel("Words").fill("Bienvenue à bord.");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "greeting" })).toContainText("Bienvenue à bord.");

  await page.getByRole("tab", { name: "Rules" }).click();
  await page.getByRole("button", { name: "New rule" }).click();
  await dialog.getByLabel("Story", { exact: true }).selectOption("lost-property");
  await dialog.getByLabel("Answered by another story").selectOption("person");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "leads to person" })).toBeVisible();
}

async function operate(world: DeskWorld, graph: FakeGraph, invitation: string): Promise<void> {
  const page = await world.open(invitation);
  await makeAccount(page, "otto", false);
  const log = page.getByRole("log");
  const answer = page.getByRole("textbox", { name: /Answer to/ });

  // The developer's rule leads here.
  const visitor = await world.visitor("my umbrella is gone");
  await expect.poll(() => screenOf(visitor)).toEqual(["I ask a colleague.", "You are number 1."]);
  await page.getByRole("link", { name: /my umbrella is gone|You are number 1/ }).click();
  await expect(log).toContainText("my umbrella is gone");
  await answer.pressSequentially("/he");
  await answer.press("Enter");
  await expect(answer).toHaveValue("Good day, otto here.");
  await answer.press("Enter");
  await expect
    .poll(() => screenOf(visitor))
    .toEqual(["I ask a colleague.", "You are number 1.", "Good day, otto here."]);
  await page.getByRole("tab", { name: "Note" }).click();
  await page.getByRole("textbox", { name: /Note for the team/ }).fill("A black one.");
  await page.keyboard.press("Enter");
  await expect(log).toContainText("A black one.");
  await page.locator(".conversation-title").focus();
  await page.keyboard.press("e");
  const asked = async () => JSON.stringify((await visitor.events()).body.events);
  await expect.poll(asked).toContain("How did we do?");
  const content = { type: "feedback", value: "up", question: "team", score: 5 };
  expect((await visitor.post("messages", { clientId: "rating", content })).status).toBeLessThan(300);
  expect(await asked()).not.toContain("A black one.");

  const zoe = graph.user("2001");
  await zoe.say("a person please");
  await page.getByRole("link", { name: /^Waiting/ }).click();
  await page.getByRole("link", { name: /a person please|I ask a colleague|You are number/ }).click();
  await answer.fill("Your train leaves from platform 2.");
  await answer.press("Enter");
  await expect.poll(() => JSON.stringify(graph.sent(zoe.psid))).toContain("platform 2");
  await page.locator(".conversation-title").focus();
  await page.keyboard.press("h");
  await page.locator(".modal").getByRole("button", { name: "Hand back to the bot" }).click();
  await expect(page.locator(".conversation-facts")).toContainText("Bot");
  await zoe.say("hello");
  await expect.poll(() => JSON.stringify(graph.sent(zoe.psid))).toContain("Welcome aboard.");
}

async function lookBack(world: DeskWorld): Promise<void> {
  const page = await world.open("/desk/figures");
  await enterPassword(page, "ada");
  await expect(page.getByRole("heading", { name: "Figures" })).toBeVisible();
  await expect(async () => {
    await page.reload();
    await expect(page.locator("main")).toContainText("otto", { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await page.goto(`${world.url}/desk/audit`);
  for (const words of ["dora", "otto", "ada"]) await expect(page.locator("main")).toContainText(words);
  await expect(page.locator("main")).not.toContainText("umbrella");
}

async function makeAccount(page: Page, name: string, isFirst: boolean): Promise<void> {
  await page.getByLabel("Name", { exact: true }).fill(name);
  if (isFirst) await page.getByLabel("Email address").fill(`${name}@example.com`);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Make my account" }).click();
  await expect(page.getByRole("button", { name })).toBeVisible();
}

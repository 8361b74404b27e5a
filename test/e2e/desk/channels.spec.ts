import { AxeBuilder } from "@axe-core/playwright";
import { type FakeGraph, startFakeGraph } from "@causerie/fake-graph";
import { messengerKind } from "@causerie/server";
import type { Page } from "@playwright/test";
import { expect, test as base } from "./desk-world.ts";

const app = { appId: "1001", appSecret: "test-app-secret", verifyToken: "verify-me" };
const page = (pageId: string, name: string, appId = "1001") => ({
  pageId,
  name,
  appId,
  accessToken: `EAAB-${appId}-${pageId}`,
  subscribedFields: [],
});

/** A desk beside Meta, where one person administers three pages. */
const test = base.extend<{ graph: FakeGraph }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright wants to see what a fixture needs.
  graph: async ({}, use) => {
    await using graph = await startFakeGraph({
      apps: [app, { appId: "9009", appSecret: "foreign-secret", verifyToken: "foreign" }],
      pages: [
        page("2001", "Northern Lines"),
        page("2002", "Southern Lines"),
        page("2003", "Harbour"),
        page("2003", "Harbour", "9009"),
      ],
      administrators: [
        { appId: "1001", shortToken: "EAAB-short", longToken: "EAAB-long", pages: ["2001", "2002", "2003"] },
      ],
    });
    await use(graph);
  },
  deskConfig: async ({ graph }, use) => use({ channelKinds: [messengerKind({ graphBaseUrl: graph.baseUrl })] }),
});

const brokenRules = async (of: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page: of }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)}`));
};

const isTooWide = (of: Page): Promise<boolean> =>
  of.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll(".main, .modal")].some(
      (part) => part.scrollWidth > part.clientWidth + 1,
    ),
  );

test("an administrator connects two pages at once, looks at one, and switches it off, by the keyboard alone", async ({
  world,
  graph,
}) => {
  test.setTimeout(120_000);
  await world.admin();
  const desk = await world.signIn("ada");
  await desk.goto(`${world.url}/desk/channels`);
  await expect(desk.getByText("Google switched Conversational Actions off")).toBeVisible();
  expect(await brokenRules(desk)).toEqual([]);

  await desk.getByRole("button", { name: "Connect several pages" }).press("Enter");
  const dialog = desk.getByRole("dialog");
  await dialog.getByLabel(/^App \(/).fill(app.appId);
  await dialog.getByLabel(/^App secret/).fill(app.appSecret);
  await dialog.getByLabel(/^Verify token/).fill(app.verifyToken);
  await dialog.getByLabel(/^User token/).fill("EAAB-short");
  await desk.keyboard.press("Enter");
  await expect(dialog.getByText("Other apps are connected to the page")).toBeVisible();
  expect(await brokenRules(desk)).toEqual([]);
  for (const name of ["Northern Lines", "Southern Lines"]) await dialog.getByLabel(name).press("Space");
  await dialog.getByRole("button", { name: "Connect", exact: true }).press("Enter");
  await expect(dialog.getByText("Northern Lines: Connected")).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).last().press("Enter");

  const item = desk.getByRole("listitem").filter({ hasText: "Northern Lines" });
  await expect(item).toContainText("Running");
  const zoe = graph.user("2001");
  await zoe.say("hello");
  await expect.poll(() => JSON.stringify(graph.sent(zoe.psid))).toContain("bot: hello");

  await desk.getByRole("button", { name: "Check Northern Lines" }).press("Enter");
  await expect(dialog.getByText("The app's webhook leads to this server")).toBeVisible();
  await expect(dialog.getByLabel("Enter this webhook URL at Meta, with your verify token")).toHaveValue(
    /\/messenger\/2001$/,
  );
  expect(await brokenRules(desk)).toEqual([]);
  await desk.keyboard.press("Escape");
  await desk.getByRole("button", { name: "Switch Northern Lines off" }).press("Enter");
  await expect(item).toContainText("Switched off");
});

test("a chat is made from the form of its kind on a phone, its clash is said, and its secrets are never shown", async ({
  world,
}) => {
  test.setTimeout(120_000);
  await world.admin();
  const desk = await world.signIn("ada", { viewport: { width: 360, height: 740 }, colorScheme: "dark" });
  await desk.goto(`${world.url}/desk/channels`);
  await desk.getByRole("button", { name: "New channel: Web" }).click();
  const dialog = desk.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Shop");
  await dialog.getByLabel("Id", { exact: true }).fill("shop");
  await dialog.getByLabel(/^Sites/).fill("https://shop.example");
  await dialog.getByText("More settings").click();
  await dialog.getByLabel("Path", { exact: true }).fill("/web");
  expect(await isTooWide(desk)).toBe(false);
  expect(await brokenRules(desk)).toEqual([]);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert")).toContainText('the connector "web" of the configuration');
  await dialog.getByLabel("Path", { exact: true }).fill("/shop");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("button", { name: "Save" })).toBeHidden();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await expect(desk.getByRole("listitem").filter({ hasText: "/shop" })).toContainText("Running");
  expect(await isTooWide(desk)).toBe(false);

  await desk.getByRole("button", { name: "New channel: Messenger" }).click();
  await dialog.getByLabel("Name").fill("Page");
  await dialog.getByLabel("Id", { exact: true }).fill("page");
  await dialog.getByLabel(/^App \(/).fill("1001");
  await dialog.getByLabel(/^Page \(/).fill("2001");
  await dialog.getByLabel(/^Access token/).fill("EAAB-1001-2001");
  await dialog.getByLabel(/^App secret/).fill("test-app-secret");
  await dialog.getByRole("button", { name: "Make one up" }).click();
  await expect(dialog.getByText("Copy it now")).toBeVisible();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText("What is to be done elsewhere")).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await desk.getByRole("button", { name: "Edit Page" }).click();
  const secret = dialog.getByLabel(/^Access token/);
  await expect(secret).toHaveValue("");
  await expect(dialog.getByText("It is set, since").first()).toBeVisible();
  expect(await brokenRules(desk)).toEqual([]);
});

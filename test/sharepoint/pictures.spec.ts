import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "#support/paths.ts";
import { expect, test } from "./fixtures.ts";
import type { ShownWebPart } from "./intranet-page.ts";

/**
 * The pictures of docs/sharepoint.md. Taken where `CAUSERIE_UPDATE_DOCS=1` is set; else they are left out. Each says on itself that
 * it was taken on the page of the tests.
 */
const folder = join(root, "docs", "sharepoint");

function picture(name: string): { path: string } {
  mkdirSync(folder, { recursive: true });
  return { path: join(folder, `${name}.png`) };
}

test.use({ viewport: { width: 1180, height: 760 } });

async function askForLeave(chat: ShownWebPart): Promise<void> {
  await chat.say("How much leave do I have?");
  await expect(chat.choice("Apply for leave")).toBeVisible();
  await chat.input.blur();
}

test("a web part in a section", { tag: "@pictures" }, async ({ intranet, page }) => {
  await intranet.visit();
  const theme = await intranet.sectionTheme("soft");
  await askForLeave(await intranet.addChat({ heading: "Ask the help desk", height: 560 }, { theme }));
  await page.screenshot(picture("web-part"));
});

test("on a strong background, in a narrow column", { tag: "@pictures" }, async ({ intranet, page }) => {
  await intranet.visit();
  const theme = await intranet.sectionTheme("strong");
  const chat = await intranet.addChat({ heading: "Ask the help desk", height: 560 }, { theme, column: "narrow" });
  await askForLeave(chat);
  await page.screenshot(picture("narrow-column"));
});

test("the property pane, with a mistake", { tag: "@pictures" }, async ({ intranet, page }) => {
  await intranet.visit();
  const part = await intranet.addWebPart({}, { mode: "edit" });
  await part.openPane();
  await intranet.pane.getByLabel("Address of the chat server").fill("http://chat.contoso.example/web");
  await expect(intranet.pane.getByText("must begin with https")).toBeVisible();
  await page.screenshot(picture("property-pane"));
});

test("the launcher", { tag: "@pictures" }, async ({ intranet, page }) => {
  await intranet.visit();
  await intranet.addPlaceholder();
  await intranet.addLauncher({ endpoint: intranet.endpoint, heading: "Ask the help desk", accent: "#03787c" });
  await page.getByRole("button", { name: /^Chat\b/ }).click();
  await intranet.bottom.say("I need a new laptop");
  await expect(intranet.bottom.said("ticket 4711")).toBeVisible();
  await page.screenshot(picture("launcher"));
});

test("a tab of Microsoft Teams in its dark theme", { tag: "@pictures" }, async ({ intranet, page }) => {
  await intranet.visit();
  const chat = await intranet.addChat({ heading: "Ask the help desk" }, { teams: "dark", column: "full" });
  await askForLeave(chat);
  await chat.element.screenshot(picture("teams"));
  await expect(page.locator("#full")).toBeVisible();
});

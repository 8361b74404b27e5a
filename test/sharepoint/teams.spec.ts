import { expect, test } from "./fixtures.ts";
import type { ShownWebPart } from "./intranet-page.ts";

/** The same web part as a tab or an app of Microsoft Teams. */

const surface = (chat: ShownWebPart): Promise<string> =>
  chat.place.locator(".causerie-panel").evaluate((panel) => getComputedStyle(panel).backgroundColor);

for (const [theme, color] of [
  ["default", "rgb(255, 255, 255)"],
  ["dark", "rgb(31, 31, 31)"],
  ["contrast", "rgb(0, 0, 0)"],
] as const)
  test(`in the theme "${theme}" of Teams it has that theme's colours and fills the tab`, async ({ intranet, page }) => {
    await intranet.visit();
    const chat = await intranet.addChat({}, { teams: theme, column: "full" });
    await expect.poll(() => surface(chat)).toBe(color);
    const box = await chat.element.boundingBox();
    expect(Math.round((box?.y ?? 0) + (box?.height ?? 0))).toBe(page.viewportSize()?.height);
    await chat.converse();
  });

test("another theme of Teams recolours it and keeps the conversation; after its end nothing follows", async ({
  intranet,
}) => {
  await intranet.visit();
  const chat = await intranet.addChat({}, { teams: "default", column: "full" });
  await chat.converse();
  for (const [theme, color] of [
    ["dark", "rgb(31, 31, 31)"],
    ["contrast", "rgb(0, 0, 0)"],
    ["default", "rgb(255, 255, 255)"],
  ] as const) {
    await chat.setTeamsTheme(theme);
    await expect.poll(() => surface(chat)).toBe(color);
  }
  await expect(chat.said("I do not know about Hello.")).toBeVisible();
});

test("a theme that Teams may add later gives a chat that can be read", async ({ intranet }) => {
  await intranet.visit();
  const chat = await intranet.addChat({}, { teams: "glass", column: "full" });
  await expect.poll(() => surface(chat)).toBe("rgb(255, 255, 255)");
});

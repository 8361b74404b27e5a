import type { Message } from "@causerie/protocol";
import type { Page } from "@playwright/test";
import { documentedLooks } from "#support/docs/looks-page.ts";
import { form, longList, markdown, pier, said, seat, sourced } from "#e2e/sample-messages.ts";
import { expect, test, type WidgetPage } from "#e2e/widget-page.ts";

/** docs/looks.md beside the built chat: what it names is there, and does something. */

const { properties, parts } = documentedLooks();

const carousel: Message = {
  type: "carousel",
  cards: [1, 2].map((number) => ({
    title: `Card ${number}`,
    buttons: [{ type: "postback" as const, label: "Take", link: "take" }],
  })),
  quickReplies: [],
};

/** A conversation that has every part, except those that come and go. */
async function converse(chat: WidgetPage): Promise<void> {
  await chat.visit({ feedback: "" });
  await chat.say("A good one");
  await expect(chat.said("A good one")).toContainText("Sent");
  chat.server.faults.unknownContent.add("text");
  await chat.say("A bad one");
  await expect(chat.said("Not sent")).toBeVisible();
  for (const message of [carousel, form, longList, pier, seat, sourced, markdown]) chat.receive(message);
  chat.receive({ ...said("[Yes](https://harbour.example)?"), quickReplies: [{ type: "text", label: "Yes" }] });
  await expect(chat.choice("Yes")).toBeVisible();
  await expect(chat.page.getByRole("table")).toBeVisible();
}

function seenParts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.querySelector("causerie-chat")?.shadowRoot;
    return Array.from(root?.querySelectorAll("[part]") ?? [], (element) => Array.from(element.part)).flat();
  });
}

test("every documented part is there, and every part is documented", async ({ page, chat }) => {
  await converse(chat);
  const seen = new Set(await seenParts(page));
  await chat.thread.evaluate((log) => log.scrollTo(0, 0));
  await expect(page.locator('[part="jump"]')).toBeVisible();
  chat.server.frame({ type: "typing", on: true });
  await expect(page.locator('[part="typing"]')).toBeAttached();
  await expect(page.locator('[part="stop"]')).toBeVisible();
  for (const part of await seenParts(page)) seen.add(part);
  // Those of features have tests of their own.
  const ofFeatures = new Set(["actions", "comment", "menu", "menu-items", "rating", "screen", "transcript"]);
  expect([...seen].toSorted()).toEqual(parts.filter((part) => !ofFeatures.has(part)).toSorted());
});

/** A value that no default has. */
function probe(property: string): string {
  if (property.endsWith("shadow")) return "0 0 9px rgb(1, 2, 3)";
  if (/font(-mono)?$/.test(property)) return "fantasy";
  if (property.endsWith("line-height")) return "2.5";
  if (property.endsWith("z-index")) return "77";
  if (property.endsWith("motion")) return "7s";
  if (/(radius|width|height|size|space|inset-\w+)$/.test(property)) return "27px";
  return "rgb(101, 102, 103)";
}

/**
 * Sets a property on the page and takes it away again, at once, because the chat goes on meanwhile. Compares the styles that the
 * properties are about, of each element of the chat.
 */
function tryOut([name, value]: readonly [string, string]): "changes" | "does nothing" | "stays" {
  const names =
    "color background-color border-block-start-color border-start-start-radius box-shadow font-family font-size line-height " +
    "inline-size block-size max-inline-size padding-inline-start z-index inset-block-end inset-inline-end outline-color " +
    "transition-duration animation-duration accent-color";
  const elements = Array.from(document.querySelector("causerie-chat")?.shadowRoot?.querySelectorAll("*") ?? []);
  const drawn = (): string =>
    elements
      .map((element) => {
        const style = getComputedStyle(element);
        return names.split(" ").map((one) => style.getPropertyValue(one));
      })
      .join("\n");
  const before = drawn();
  document.documentElement.style.setProperty(name, value);
  const now = drawn();
  document.documentElement.style.removeProperty(name);
  return drawn() !== before ? "stays" : now === before ? "does nothing" : "changes";
}

test("every documented property changes what is drawn, while it is set", async ({ page, chat }) => {
  await converse(chat);
  await page.keyboard.press("Tab"); // The ring of the focus is drawn.
  const found: Record<string, string> = {
    "--causerie-none": await page.evaluate(tryOut, ["--causerie-none", "red"] as const),
  };
  for (const property of properties)
    found[property] = await page.evaluate(tryOut, [property, probe(property)] as const);
  expect(found).toEqual({
    "--causerie-none": "does nothing",
    ...Object.fromEntries(properties.map((property) => [property, "changes"])),
  });
});

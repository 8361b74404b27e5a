import type { Message } from "@causerie/protocol";
import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { type HostPage, scriptTag, serveHostSite } from "#support/widget/host-site.ts";
import { findLayoutFaults } from "./find-layout-faults.ts";
import { expect, test as base } from "#e2e/fixtures.ts";
import { form, longList, markdown, pier, said, shortList, sourced } from "#e2e/sample-messages.ts";
import { WidgetPage } from "#e2e/widget-page.ts";

/** Low windows, narrow places and pages with CSS `zoom`: everything can be seen and reached, and nothing scrolls sideways. */

const element = (mode: string): string =>
  `<causerie-chat endpoint="/web" mode="${mode}" heading="Ask the harbour" feedback></causerie-chat><script type="module" src="/causerie/element.js"></script>`;
const bodies = {
  floating: scriptTag.replace("<script", "<script data-feedback"),
  inline: element("inline"),
  page: element("page"),
};
const zoomed = [0.5, 0.8, 1.25, 1.5, 2];

const pages: Record<string, HostPage> = {
  "/floating": { body: bodies.floating },
  ...Object.fromEntries(
    [160, 220, 300].map((width) => [
      `/inline/${width}`,
      { body: `<div style="inline-size: ${width}px">${bodies.inline}</div>` },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(bodies).flatMap(([mode, body]) =>
      zoomed.flatMap((zoom): [string, HostPage][] => [
        [`/html/${mode}/${zoom}`, { head: `<style>html { zoom: ${zoom} } body { margin: 0 }</style>`, body }],
        [`/body/${mode}/${zoom}`, { head: `<style>body { zoom: ${zoom}; margin: 0 }</style>`, body }],
        [
          `/around/${mode}/${zoom}`,
          {
            head: "<style>body { margin: 0 }</style>",
            body: `<div style="zoom: ${zoom}">${mode === "floating" ? element("floating") : body}</div>`,
          },
        ],
      ]),
    ),
  ),
};

class PlacedChat extends WidgetPage {
  /** Opens the page and waits until the chat has a message. */
  async visitAt(path: string, messages: Message[] = [said("Good morning")]): Promise<void> {
    await this.page.goto(new URL(path, this.server.endpoint).href);
    const chat = this.page.locator("causerie-chat");
    if (path.includes("floating")) await chat.evaluate((element) => element.toggleAttribute("open", true));
    await expect(this.input).toBeVisible();
    await expect.poll(() => this.server.readers()).toBeGreaterThan(0);
    for (const message of messages) this.receive(message);
    await expect(this.messages.last()).toBeAttached();
  }
}

const test = base.extend<{ chat: PlacedChat }>({
  chat: async ({ page }, use) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await using server = await startFakeChatServer(serveHostSite(pages));
    await use(new PlacedChat(page, server));
    await page.close(); // Before its server ends.
  },
});

const carousel: Message = {
  type: "carousel",
  cards: Array.from({ length: 3 }, (_, index) => ({
    title: `Card ${index + 1}`,
    subtitle: "Leaves at 8:30",
    buttons: [{ type: "postback" as const, label: "Take this one", link: `take?card=${index}` }],
  })),
  quickReplies: [],
};
const choices: Message = {
  ...said("Donaudampfschifffahrtsgesellschaftskapitän or Rindfleischetikettierungsüberwachung?"),
  quickReplies: ["Donaudampfschifffahrtsgesellschaftskapitän", "No"].map((label) => ({
    type: "postback",
    label,
    link: label,
  })),
};
const everything = [said("Good morning"), markdown, sourced, shortList, longList, pier, carousel, form, choices];

for (const width of [1280, 320])
  test(`in a low window of ${width} px width everything can be reached`, async ({ page, chat }) => {
    await page.setViewportSize({ width, height: 440 });
    await chat.visitAt("/floating");
    await chat.input.fill("A draft\nof\nseveral\nlines\nand\nmore");
    const faults: Record<number, string[]> = {};
    const heights = [240, 280, 320, 340, 341, 380, 439, 440, 441, 460, 500, 560, 640, 760];
    for (const height of heights) {
      await page.setViewportSize({ width, height });
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      faults[height] = await page.evaluate(findLayoutFaults, "causerie-chat");
    }
    expect(faults).toEqual(Object.fromEntries(heights.map((height) => [height, []])));
  });

for (const place of ["html", "body", "around"])
  for (const mode of Object.keys(bodies))
    for (const viewport of [
      { width: 1280, height: 800 },
      { width: 390, height: 800 },
    ])
      test(`zoom of the page clips nothing: ${place}, ${mode}, ${viewport.width} px`, async ({ page, chat }) => {
        await page.setViewportSize(viewport);
        const faults: Record<number, string[]> = {};
        for (const zoom of zoomed) {
          await chat.visitAt(`/${place}/${mode}/${zoom}`);
          faults[zoom] = await page.evaluate(findLayoutFaults, "causerie-chat");
        }
        expect(faults).toEqual(Object.fromEntries(zoomed.map((zoom) => [zoom, []])));
      });

for (const path of ["/inline/160", "/inline/220", "/inline/300"])
  test(`every kind of message fits into a narrow place: ${path}`, async ({ page, chat }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await chat.visitAt(path, everything);
    await expect(chat.choice("No")).toBeVisible();
    await expect(chat.choice("Book")).toBeVisible();
    await page.getByText("Sources (3)").click();
    await chat.say("A word of a visitor: Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz");
    await chat.input.fill("x".repeat(3990));
    expect(await page.evaluate(findLayoutFaults, "causerie-chat")).toEqual([]);
  });

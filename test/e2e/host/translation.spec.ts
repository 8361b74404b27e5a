import type { Message } from "@causerie/protocol";
import type { Browser } from "@playwright/test";
import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { serveHostSite } from "#support/widget/host-site.ts";
import { expect, test, watchPage } from "#e2e/fixtures.ts";
import { translatePage, type Translator } from "./page-translator.ts";
import { form, longList, markdown, said, sourced } from "#e2e/sample-messages.ts";
import { WidgetPage } from "#e2e/widget-page.ts";

/** A page translator changes the text nodes of everybody, and a chat changes its texts all the time. */

const author = { role: "bot" };
const story = "The **last ferry** leaves at _23:10_ from [pier 4](https://harbour.example).\n\n- one\n- two";

const serveSite = serveHostSite({
  "/element": {
    body: '<h1>Harbour</h1><causerie-chat endpoint="/web" mode="inline"></causerie-chat><script type="module" src="/causerie/element.js"></script>',
  },
});

const offering = (text: string, ...labels: string[]): Message => ({
  ...said(text),
  quickReplies: labels.map((label) => ({ type: "postback", label, link: label })),
});

/** Everything that changes its text, one step after the other. */
const steps: readonly [what: string, run: (chat: WidgetPage) => Promise<void>][] = [
  ["quick replies", async (chat) => void chat.receive(offering("Where to?", "Brest", "Camaret", "Étel"))],
  ["other quick replies", async (chat) => void chat.receive(offering("And then?", "Dieppe", "Roscoff"))],
  ["a growing answer", async (chat) => chat.server.log().append({ type: "message.start", messageId: "s1", author })],
  ...[9, 15, 30, 36, 40, 60, 100].map(
    (end, index, ends) =>
      [
        `its text up to ${end}`,
        async (chat: WidgetPage) => {
          const offset = ends[index - 1] ?? 0;
          chat.server.frame({ type: "delta", messageId: "s1", offset, text: story.slice(offset, end) });
        },
      ] as [string, (chat: WidgetPage) => Promise<void>],
  ),
  [
    "its end",
    async (chat) => chat.server.log().append({ type: "message.final", messageId: "s1", author, message: said(story) }),
  ],
  ["what the visitor writes", async (chat) => chat.say("Two tickets, please")],
  ["a hint", async (chat) => chat.input.fill("a".repeat(3900))],
  ["a later hint", async (chat) => chat.input.fill("a".repeat(3950))],
  ["no hint", async (chat) => chat.input.fill("")],
  ["a list", async (chat) => void chat.receive(longList)],
  ["all of it", async (chat) => chat.choice("Show all 14").click()],
  ["less of it", async (chat) => chat.choice("Show fewer").click()],
  ["a part of it", async (chat) => chat.thread.getByRole("searchbox").fill("ca")],
  ["another part of it", async (chat) => chat.thread.getByRole("searchbox").fill("brest")],
  ["a form", async (chat) => void chat.receive(form)],
  ["its problems", async (chat) => chat.choice("Book").click()],
  ["one problem less", async (chat) => chat.thread.getByLabel("Your name").fill("Ada")],
  ["sources", async (chat) => void chat.receive(sourced)],
  ["rich text", async (chat) => void chat.receive(markdown)],
  [
    "a lost connection",
    async (chat) => {
      await chat.server.down();
      await expect(chat.page.getByText("The connection is lost")).toBeVisible();
    },
  ],
  [
    "a message that waits",
    async (chat) => {
      await chat.say("Are you there?");
      await expect(chat.said("Waiting to send")).toBeVisible();
    },
  ],
  [
    "a connection",
    async (chat) => {
      await chat.server.up();
      await expect(chat.said("Are you there?")).toContainText("Sent", { timeout: 20_000 });
      await expect(chat.page.getByText("Connected again.")).toHaveCount(0);
    },
  ],
];

/** The texts of the chat after each step, as a visitor reads them. */
async function record(browser: Browser, path: string, translator?: Translator): Promise<Record<string, string>> {
  await using server = await startFakeChatServer(serveSite);
  const context = await browser.newContext();
  const page = await context.newPage();
  const errors: string[] = [];
  watchPage(page, errors);
  if (translator !== undefined) await translatePage(page, translator);
  const chat = new WidgetPage(page, server);
  await page.goto(new URL(path, server.endpoint).href);
  await expect.poll(() => server.readers()).toBeGreaterThan(0);

  const texts: Record<string, string> = {};
  for (const [what, run] of steps) {
    await run(chat);
    texts[what] = await settledText(chat);
  }
  expect(errors).toEqual([]);
  await expect(page.getByRole("heading", { name: "Harbour", level: 1 })).toBeVisible();
  await context.close();
  return texts;
}

/** Once it is the same for a while. Without the times of the day, and what is read out of states that last: both differ from run to run. */
async function settledText(chat: WidgetPage): Promise<string> {
  const read = (): Promise<string> =>
    chat.page.locator('[part~="window"]').evaluate((panel) => {
      const copy = panel.cloneNode(true) as Element;
      for (const part of copy.querySelectorAll("time, [aria-live]")) part.remove();
      return copy.textContent ?? "";
    });
  let before = "";
  let now = await read();
  for (let same = 0; same < 2; same = now === before ? same + 1 : 0) {
    await chat.page.waitForTimeout(60);
    before = now;
    now = await read();
  }
  return now;
}

for (const [surface, path] of [
  ["React", "/react?mode=inline"],
  ["the element", "/element"],
] as const) {
  test(`a page that is translated while it is used shows all of the chat's words, once: ${surface}`, async ({
    browser,
  }) => {
    test.setTimeout(240_000);
    const plain = await record(browser, path);
    expect(Object.keys(plain)).toHaveLength(steps.length);
    for (const translator of [
      { way: "replaces", isPolite: false },
      { way: "wraps", isPolite: true },
    ] as const)
      expect(await record(browser, path, translator)).toEqual(plain);
  });
}

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FirefoxChat } from "#support/firefox/firefox-chat.ts";
import { startRealSite } from "#support/firefox/real-site.ts";
import { startFirefox } from "#support/firefox/start-firefox.ts";
import { firefox } from "#support/system/system-programs.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { pngOf } from "#support/web/upload-client.ts";

/** The built widget with a real server, in an engine of another house. Nothing may be complained about on the console. */
describe.skipIf(!firefox.isThere())("Firefox", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startFirefox();
  });
  afterAll(() => browser.close());

  /** Each test has a server, a page and a storage of its own. */
  const visit = (
    run: (chat: FirefoxChat, site: Awaited<ReturnType<typeof startRealSite>>) => Promise<void>,
    features = "",
  ) =>
    FirefoxChat.use(browser, async (chat) => {
      await using site = await startRealSite(features);
      await chat.page.goto(site.url);
      await run(chat, site);
      // Before its server ends: that would be an error on the console.
      await chat.page.goto("about:blank");
    });

  test("the script tag opens; a message is sent and answered; a reload keeps the conversation, and it goes on", async () => {
    await visit(async (chat) => {
      await chat.open();
      await chat.untilSaid("Welcome aboard.");
      await chat.say("a red umbrella");
      await chat.untilSaid("You said: a red umbrella");
      await chat.untilDelivered(1, /Sent/);
      await chat.page.reload();
      await chat.part(".causerie-input");
      await chat.untilSaid("You said: a red umbrella");
      expect(await chat.texts()).toHaveLength(3);
      await chat.press(".causerie-input");
      await chat.say("and a blue hat");
      await chat.untilSaid("You said: and a blue hat");
    });
  });

  test("by keyboard only: open, write, leave, come back to what was being written", async () => {
    await visit(async (chat) => {
      await chat.part(".causerie-launcher");
      await chat.keys("Tab");
      await chat.untilFocused(/^Chat/);
      await chat.keys("Enter");
      await chat.untilFocused(/^Your message$/);
      await chat.untilSaid("Welcome aboard.");
      await chat.say("good morning");
      await chat.untilSaid("You said: good morning");
      expect(await chat.focused()).toBe("Your message");
      await chat.page.keyboard.type("half a");
      await chat.keys("Escape");
      await chat.untilFocused(/^Chat/);
      expect(await chat.isShown(".causerie-panel")).toBe(false);
      await chat.keys("Enter");
      await chat.untilFocused(/^Your message$/);
      await chat.say(" sentence");
      await chat.untilSaid("You said: half a sentence");
    });
  });

  test("an answer grows while it is being written, and is one message", async () => {
    await visit(async (chat, site) => {
      await chat.open();
      await chat.say("a tale");
      site.write("The **last ");
      await chat.untilSaid("The last");
      site.write("ferry** leaves");
      await chat.untilSaid("The last ferry leaves");
      await chat.part('[aria-label="Stop the answer"]');
      site.write(" at night.");
      site.write(undefined);
      await chat.untilSaid("The last ferry leaves at night.");
      await chat.part('[aria-label="Send"]');
      expect(await chat.texts()).toHaveLength(3);
    });
  });

  test("what is written while the line is lost is sent once when it is found", async () => {
    await visit(async (chat, site) => {
      await chat.open();
      await chat.untilSaid("Welcome aboard.");
      await site.loseLine();
      await chat.say("are you there?");
      await chat.untilDelivered(1, /Waiting to send|Sending/);
      await site.findLine();
      await chat.untilSaid("You said: are you there?");
      await chat.untilDelivered(1, /Sent/);
      expect(await chat.texts()).toHaveLength(3);
      const others = chat.errors
        .splice(0)
        .filter((each) => !/can’t establish a connection|CORS request did not succeed/.test(each));
      expect(others).toEqual([]);
    });
  });

  test("a chosen file is shown, sent and received", async () => {
    const file = join(temporaryFolder(), "pier.png");
    writeFileSync(file, pngOf(1_500_000));
    await visit(async (chat) => {
      await chat.open();
      await chat.part('[aria-label="Attach files"][title^="Up to"]');
      await chat.choose("input[type=file]", file);
      await chat.part(".causerie-picked-item");
      await chat.press('[aria-label="Send"]');
      await chat.untilSaid("Got pier.png, 1500000 bytes");
      expect(await chat.texts()).toHaveLength(3);
    }, "files");
  });
});

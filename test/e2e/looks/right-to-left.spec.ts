import type { Page } from "@playwright/test";
import type { Message } from "@causerie/protocol";
import { en } from "@causerie/widget";
import { form, longList, markdown, pier, said, seat, shortList, sourced } from "#e2e/sample-messages.ts";
import { expect, test, type WidgetPage } from "#e2e/widget-page.ts";

/** Every kind of message, in words of one direction. */
const messages: readonly Message[] = [
  said("Good morning"),
  {
    type: "text",
    text: "What now?",
    buttons: [
      { type: "postback", label: "Fares", link: "fares" },
      { type: "url", label: "Map", url: "https://harbour.example/map" },
    ],
    quickReplies: [],
  },
  shortList,
  longList,
  pier,
  form,
  sourced,
  markdown,
  seat,
  {
    type: "card",
    card: { title: "Ferry", subtitle: "At 8:30", buttons: [{ type: "postback", label: "Book", link: "b" }] },
    quickReplies: [],
  },
  {
    type: "carousel",
    cards: Array.from({ length: 4 }, (_, index) => ({ title: `Card ${index + 1}`, buttons: [] })),
    quickReplies: [],
  },
  {
    type: "media",
    media: { kind: "file", url: "https://harbour.example/fares.pdf", alt: "", name: "fares.pdf" },
    buttons: [],
    quickReplies: [],
  },
  {
    type: "text",
    text: "Anything else?",
    buttons: [],
    quickReplies: [
      { type: "postback", label: "Yes, please", link: "yes" },
      { type: "postback", label: "No", link: "no" },
    ],
  },
];

type Box = { name: string; left: number; right: number; top: number; height: number };

/**
 * Where each element of the chat stands, in the order of the document. What is inside of a text has the direction of the
 * text, and a day's name has another length in another language.
 */
function boxes(page: Page): Promise<Box[]> {
  return page.evaluate(() => {
    const chat = document.querySelector("causerie-chat")?.shadowRoot?.querySelector(".causerie");
    const isOwn = (element: Element): boolean =>
      element.getBoundingClientRect().height > 0 &&
      element.closest(".causerie-sr,.causerie-day") === null &&
      element.parentElement?.closest("[dir=auto],pre,svg,select") === null;
    return Array.from(chat?.querySelectorAll("*") ?? [])
      .filter(isOwn)
      .map((element) => {
        const { left, right, top, height } = element.getBoundingClientRect();
        const name = element.getAttribute("part") ?? element.localName;
        return { name, left, right, top, height };
      });
  });
}

function configure(page: Page, settings: object): Promise<void> {
  return page.evaluate((next) => {
    (globalThis as unknown as { Causerie: { config: (settings: object) => void } }).Causerie.config(next);
  }, settings);
}

/** Opens a chat with every part, in English words also where it is Hebrew: so that only the direction differs. */
async function showAll(chat: WidgetPage, settings: Record<string, string>): Promise<void> {
  const { page } = chat;
  await page.route(/\/causerie\/he-/, (route) =>
    route.fulfill({ contentType: "text/javascript", body: "export const strings = {};" }),
  );
  await page.emulateMedia({ reducedMotion: "reduce" });
  await chat.visit({ lang: "en-GB", feedback: "", ...settings });
  await configure(page, { strings: en });
  await chat.say("Hello there");
  await expect(chat.said("Hello there")).toContainText("Sent");
  for (const message of messages) chat.receive(message);
  await expectAll(page);
}

async function expectAll(page: Page): Promise<void> {
  await expect(page.getByRole("button", { name: "Yes, please" })).toBeVisible();
  await expect(page.locator('[part="carousel"]')).toBeVisible();
  await expect(page.locator('[part="feedback"]')).toBeVisible();
  await page.getByRole("textbox", { name: "Your message" }).fill("And a draft");
  // From the end, where nothing is new: how many messages are would be words on the button.
  const log = page.locator(".causerie-log");
  await log.evaluate((element) => (element.scrollTop = element.scrollHeight));
  await expect(page.locator('[part="jump"]')).toBeHidden();
  await log.evaluate((element) => (element.scrollTop = 400));
  await expect(page.locator('[part="jump"]')).toBeVisible();
}

async function turn(page: Page): Promise<void> {
  await page.evaluate(() => (document.documentElement.dir = "rtl"));
  await configure(page, { locale: "he" });
  await expect(page.locator(".causerie-panel")).toHaveAttribute("lang", "he");
}

/** What is not where it would be in a mirror. */
function unlike(ltr: Box[], rtl: Box[], width: number): object[] {
  return ltr.flatMap((one, index): object[] => {
    const other = rtl[index];
    if (other === undefined) return [one];
    const off = [
      one.left - (width - other.right),
      one.right - (width - other.left),
      one.top - other.top,
      one.height - other.height,
    ];
    return off.every((by) => Math.abs(by) <= 1.5) && one.name === other.name ? [] : [{ one, other, off }];
  });
}

// Where it is noon when the messages of the fake server were written: English writes the hours before ten with two digits, and
// Hebrew with one.
test.use({ timezoneId: "Etc/GMT-12" });

const parts =
  "badge bubble bubble-bot bubble-user button card carousel close composer custom feedback field form header input jump launcher list list-item location log message quick-reply send slide sources submit table title window";

for (const [screen, width, height] of [
  ["a desktop", 1280, 800],
  ["a phone", 360, 740],
] as const)
  for (const position of ["end", "start"])
    test(`right to left mirrors every element: on ${screen}, launcher at the ${position}`, async ({ page, chat }) => {
      await page.setViewportSize({ width, height });
      await showAll(chat, { position });
      const ltr = await boxes(page);
      await turn(page);
      await expectAll(page);
      const rtl = await boxes(page);
      expect(unlike(ltr, rtl, width)).toEqual([]);
      expect(rtl.length).toBe(ltr.length);
      expect(ltr[0]?.left).not.toBe(rtl[0]?.left);
      const seen = new Set(ltr.flatMap(({ name }) => name.split(" ")));
      expect(parts.split(" ").filter((part) => !seen.has(part) && !["badge", "table"].includes(part))).toEqual([]);
    });

test("icons that point are mirrored, and no others", async ({ page, chat }) => {
  await showAll(chat, {});
  await turn(page);
  await expectAll(page);
  const mirrored = page
    .locator(".causerie-icon")
    .evaluateAll((icons) => icons.map((icon) => [icon.parentElement?.className ?? "", getComputedStyle(icon).scale]));
  const seen = Object.fromEntries(await mirrored);
  expect(seen["causerie-step"]).toBe("-1 1");
  const { "causerie-step": _, ...others } = seen;
  expect(Object.keys(others).length).toBeGreaterThan(5);
  expect(new Set(Object.values(others))).toEqual(new Set(["none"]));
});

const number = "+49 (30) 123 45-67";
for (const [what, text, shown] of [
  ["a number", `יש להתקשר אל ${number} בשעות הפתיחה`, number],
  ["a number to call", `יש להתקשר אל [${number}](tel:+49301234567).`, number],
  ["a number of one's own country", "اتصلوا على 030 123 45 67 من فضلكم", "030 123 45 67"],
  ["a mail address", "اكتبوا إلى 24-h@harbour.example من فضلكم", "24-h@harbour.example"],
  ["an address of the web", "ראו https://harbour.example/fares/ לפרטים", "https://harbour.example/fares/"],
  ["code", "הריצו `-rf ./x/` כעת", "-rf ./x/"],
] as const)
  test(`${what} in a right-to-left text is read from left to right`, async ({ page, chat }) => {
    await chat.visit({ lang: "he", dir: "rtl" });
    chat.receive(said(text));
    const bubble = page.locator('[part~="bubble-bot"]');
    await expect(bubble).toContainText(shown);
    await expect(bubble).toHaveCSS("direction", "rtl");
    /** Where each sign stands. Spaces have no place of their own at the end of a line. */
    const lefts = await bubble.evaluate((element, wanted) => {
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
        const from = node.textContent?.indexOf(wanted) ?? -1;
        if (from === -1) continue;
        const range = new Range();
        return Array.from(wanted, (_, index) => {
          range.setStart(node, from + index);
          range.setEnd(node, from + index + 1);
          return range.getBoundingClientRect().left;
        });
      }
      return [];
    }, shown);
    expect(lefts.length).toBe(shown.length);
    expect(lefts).toEqual(lefts.toSorted((one, other) => one - other));
  });

test("what is empty begins where the language begins, addresses and code on the left", async ({ page, chat }) => {
  await chat.visit({ lang: "he", dir: "rtl" });
  chat.receive(form);
  chat.receive(said("קוד:\n\n```\nnpm i\n```"));
  await expect(page.locator("pre")).toHaveCSS("direction", "ltr");
  const input = page.locator('[part="input"]');
  await expect(input).toHaveCSS("direction", "rtl");
  await input.fill("Hello");
  await expect(input).toHaveCSS("direction", "ltr");
  const directions = {
    "Your name": "rtl",
    "E-mail": "ltr",
    Telephone: "ltr",
    Travellers: "rtl",
    Wishes: "rtl",
  };
  for (const [label, direction] of Object.entries(directions))
    await expect(page.getByLabel(label)).toHaveCSS("direction", direction);
  await page.getByLabel("Wishes").fill("A window");
  await expect(page.getByLabel("Wishes")).toHaveCSS("direction", "ltr");
});

import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { createBot } from "@causerie/server";
import { disposableFolder } from "#support/disposable-folder.ts";
import { startFeatureSite } from "#support/widget/feature-site.ts";
import { ChatPage } from "#e2e/chat-page.ts";
import { pdf, png, type TestFile, wav } from "#e2e/features/test-files.ts";
import { expect, test, WidgetPage } from "#e2e/widget-page.ts";

const withFiles = { features: "files" };

const chooser = ({ page }: ChatPage): Locator => page.locator("input[type=file]").first();
const tray = ({ page }: ChatPage): Locator => page.getByRole("list", { name: "Attached files" }).getByRole("listitem");

/** Chooses files and waits until they stand in the tray. */
async function attach(chat: ChatPage, ...files: TestFile[]): Promise<void> {
  const before = await tray(chat).count();
  await expect(chat.page.getByRole("button", { name: "Attach files" })).toHaveAttribute("title", /Up to/);
  await chooser(chat).setInputFiles(files);
  await expect(tray(chat)).toHaveCount(before + files.length);
}

async function sendNow(chat: ChatPage): Promise<void> {
  await chat.page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(tray(chat)).toHaveCount(0);
}

const digest = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
const digests = ({ server }: WidgetPage): string[] =>
  [...server.uploads.all.keys()].map((id) => server.uploads.digest(id));

/** What the browser keeps of files. */
const keptFiles = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open("causerie files", 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore("files");
        opening.onsuccess = () => {
          const counting = opening.result.transaction("files").objectStore("files").count();
          counting.onsuccess = () => {
            opening.result.close();
            resolve(counting.result);
          };
        };
      }),
  );

test("several files with words: preview, what they are, what they show, and one message", async ({ page, chat }) => {
  await chat.visit(withFiles);
  await attach(chat, png("pier.png"), pdf("ticket.pdf", 300_000));
  await expect(tray(chat).nth(0)).toContainText("pier.png");
  await expect(tray(chat).nth(1)).toContainText("PDF · 300 kB");
  await page.getByRole("textbox", { name: "Description of pier.png" }).fill("The pier at sunset");
  await chat.input.fill("Is this the place?");
  await chat.input.press("Enter");
  await expect(chat.said("Is this the place?")).toContainText("Sent");
  expect(chat.sent()).toMatchObject([
    {
      type: "files",
      files: [
        { name: "pier.png", mediaType: "image/png", alt: "The pier at sunset" },
        { name: "ticket.pdf", mediaType: "application/pdf", bytes: 300_000 },
      ],
      text: "Is this the place?",
    },
  ]);
  expect(digests(chat)).toEqual([digest(png("pier.png").buffer), digest(pdf("", 300_000).buffer)]);
  await expect.poll(() => keptFiles(page)).toBe(0);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download ticket.pdf, PDF, 300 kB" }).click();
  expect((await download).suggestedFilename()).toContain("pdf");
});

test("limits are told before anything is sent, and what is wrong is told of each file", async ({ page, chat }) => {
  await chat.visit(withFiles);
  await expect(page.getByRole("button", { name: "Attach files" })).toHaveAttribute(
    "title",
    "Up to 5 files of at most 10 MB each: PNG, JPEG, TXT, PDF, WEBM, WAV",
  );
  await attach(
    chat,
    { name: "../../x", mimeType: "text/plain", buffer: Buffer.alloc(0) },
    { name: `${"🎉".repeat(300)}.exe`, mimeType: "application/x-msdownload", buffer: Buffer.alloc(10) },
    pdf("big.pdf", 10_000_001),
    ...Array.from({ length: 6 }, (_, index) => pdf(`${index}.pdf`, 20)),
  );
  const problems = await tray(chat).locator('[part="error"]').allTextContents();
  expect(problems).toEqual([
    "This file is empty.",
    "Files of this kind cannot be sent. Possible: PNG, JPEG, TXT, PDF, WEBM, WAV.",
    "Too large: at most 10 MB.",
    "Too many: one message holds 5 files.",
  ]);
  await expect(tray(chat).nth(0).locator(".causerie-file-name")).toHaveText("x");
  await expect(page.getByText("big.pdf: Too large: at most 10 MB.")).toBeAttached(); // announced
  await sendNow(chat);
  await expect.poll(() => chat.sent()).toMatchObject([{ files: Array.from({ length: 5 }, () => ({ bytes: 20 })) }]);
});

test("a file of 3 GB is refused by its size, and nothing of it is read", async ({ page, chat }) => {
  await chat.visit(withFiles);
  await attach(chat, pdf("first.pdf", 10));
  await page.evaluate(() => {
    const file = new File(["x"], "film.webm", { type: "video/webm" });
    Object.defineProperty(file, "size", { value: 3 * 2 ** 30 });
    for (const name of ["slice", "arrayBuffer", "bytes", "stream", "text"] as const)
      Object.defineProperty(file, name, {
        value: () => Promise.reject(new Error(`${name} of a file that is refused`)),
      });
    const transfer = { types: ["Files"], items: [{ kind: "file", getAsFile: () => file }], dropEffect: "" };
    const panel = document.querySelector("causerie-chat")?.shadowRoot?.querySelector(".causerie-panel");
    panel?.dispatchEvent(Object.assign(new Event("drop", { cancelable: true }), { dataTransfer: transfer }));
  });
  await expect(tray(chat).nth(1)).toContainText("Too large: at most 10 MB.");
});

test("a folder that is dropped is refused in words, and the files beside it are taken", async ({ page, chat }) => {
  await chat.visit(withFiles);
  await attach(chat, pdf("first.pdf", 10));
  using folder = disposableFolder();
  mkdirSync(join(folder.path, "Holidays"));
  writeFileSync(join(folder.path, "ticket.pdf"), pdf("ticket.pdf", 20).buffer);
  const { x, y, width, height } = (await chat.thread.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const files = ["Holidays", "ticket.pdf"].map((name) => join(folder.path, name));
  const data = { items: [], files, dragOperationsMask: 1 };
  // Only a drag of the browser's own has folders.
  const browser = await page.context().newCDPSession(page);
  for (const type of ["dragEnter", "dragOver", "drop"] as const)
    await browser.send("Input.dispatchDragEvent", { type, x: x + width / 2, y: y + height / 2, data });
  await expect(tray(chat).filter({ hasText: "Holidays" })).toContainText("folder");
  await expect(tray(chat).filter({ hasText: "ticket.pdf" })).toContainText("PDF");
  await sendNow(chat);
  await expect.poll(() => chat.sent()).toMatchObject([{ files: [{ name: "first.pdf" }, { name: "ticket.pdf" }] }]);
});

/** Drops or pastes in the page what a person would. */
async function give(
  page: Page,
  how: "drop" | "paste",
  files: { name: string; type: string; text: string }[],
): Promise<void> {
  await page.evaluate(
    ([kind, given]) => {
      const transfer = new DataTransfer();
      for (const { name, type, text } of given) transfer.items.add(new File([text], name, { type }));
      const root = document.querySelector("causerie-chat")?.shadowRoot;
      const target = root?.querySelector(kind === "drop" ? ".causerie-panel" : "textarea");
      const event =
        kind === "drop"
          ? new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true, composed: true })
          : new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true, composed: true });
      target?.dispatchEvent(event);
    },
    [how, files] as const,
  );
}

test("files are dropped on the panel and pasted into the field; a page that takes files, too, gets none of them", async ({
  page,
  chat,
}) => {
  await chat.visit(withFiles);
  await attach(chat, pdf("chosen.pdf", 10));
  await page.evaluate(() => {
    document.addEventListener("drop", () => document.body.append("the page took it"));
  });
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["x"], "x.txt", { type: "text/plain" }));
    const panel = document.querySelector("causerie-chat")?.shadowRoot?.querySelector(".causerie-panel");
    panel?.dispatchEvent(new DragEvent("dragover", { dataTransfer: transfer, bubbles: true, cancelable: true }));
  });
  await expect(page.getByText("Drop files here to attach them")).toBeVisible();
  await give(page, "drop", [{ name: "dropped.txt", type: "text/plain", text: "hello" }]);
  await expect(page.getByText("Drop files here to attach them")).toBeHidden();
  await give(page, "paste", [{ name: "image.png", type: "image/png", text: "png" }]);
  await expect(tray(chat).locator(".causerie-file-name")).toHaveText(["chosen.pdf", "dropped.txt", "image.png"]);
  await expect(page.getByText("the page took it")).toHaveCount(0);
});

test("by keyboard alone, and removing a file leaves the focus in the chat", async ({ page, chat }) => {
  await chat.visit(withFiles);
  await attach(chat, pdf("a.pdf", 10), pdf("b.pdf", 10));
  await page.getByRole("button", { name: "Remove a.pdf" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Remove b.pdf" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(chat.input).toBeFocused();
  await expect(tray(chat)).toHaveCount(0);
});

test("a reload in the middle of an upload loses nothing: it goes on where it was, in the order of what was written", async ({
  page,
  chat,
}) => {
  await chat.visit(withFiles);
  chat.server.uploads.chunkBytes = 64 * 1024;
  chat.server.uploads.pieceMs = 150;
  const ticket = pdf("ticket.pdf", 2_000_000);
  await attach(chat, ticket);
  await sendNow(chat);
  await chat.say("after the file");
  await expect(page.getByRole("progressbar", { name: "Uploading ticket.pdf" })).toBeVisible();
  await expect.poll(() => chat.server.uploads.pieces.length).toBeGreaterThan(4);
  await page.reload();
  chat.server.uploads.pieceMs = 0;
  await expect(chat.said("after the file")).toContainText("Sent", { timeout: 20_000 });
  expect(chat.sent()).toMatchObject([
    { type: "files", files: [{ name: "ticket.pdf", bytes: 2_000_000 }] },
    { type: "text", text: "after the file" },
  ]);
  expect(digests(chat)).toEqual([digest(ticket.buffer)]);
  expect(new Set(chat.server.uploads.pieces).size).toBe(chat.server.uploads.pieces.length);
  await expect.poll(() => keptFiles(page)).toBe(0);
});

test("what a closed tab was uploading is taken over by another one", async ({ page, chat, context }) => {
  await chat.visit(withFiles);
  const other = new WidgetPage(await context.newPage(), chat.server);
  await other.visit(withFiles);
  chat.server.uploads.chunkBytes = 64 * 1024;
  chat.server.uploads.pieceMs = 150;
  const ticket = pdf("ticket.pdf", 1_500_000);
  await attach(chat, ticket);
  await sendNow(chat);
  await expect.poll(() => chat.server.uploads.pieces.length).toBeGreaterThan(3);
  await page.close();
  chat.server.uploads.pieceMs = 0;
  await expect.poll(() => chat.sent(), { timeout: 20_000 }).toMatchObject([{ files: [{ name: "ticket.pdf" }] }]);
  expect(digests(chat)).toEqual([digest(ticket.buffer)]);
  await other.page.close();
});

/** The browser has no room for files. */
async function keepNothing(page: Page): Promise<void> {
  await page.addInitScript(() => {
    // oxlint-disable-next-line typescript/unbound-method -- it is called with its own
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (value: unknown, key?: IDBValidKey) {
      if (typeof value !== "string") throw new DOMException("full", "QuotaExceededError");
      return put.call(this, value, key);
    };
  });
}

test("where the browser keeps nothing, files are sent all the same, and the visitor is told to stay", async ({
  page,
  chat,
}) => {
  await keepNothing(page);
  await chat.visit(withFiles);
  chat.server.uploads.chunkBytes = 64 * 1024;
  chat.server.uploads.pieceMs = 300;
  await attach(chat, pdf("ticket.pdf", 600_000));
  await sendNow(chat);
  await expect(page.getByText("Leave this page open until the file has been sent")).toBeVisible();
  chat.server.uploads.pieceMs = 0;
  await expect(chat.messages.last()).toContainText("Sent", { timeout: 20_000 });
  expect(digests(chat)).toEqual([digest(pdf("", 600_000).buffer)]);
});

test("a file that only one tab has is sent by the tab that sends for all", async ({ page, chat, context }) => {
  await chat.visit(withFiles);
  const other = new WidgetPage(await context.newPage(), chat.server);
  await keepNothing(other.page);
  await other.visit(withFiles);
  await attach(other, pdf("ticket.pdf", 200_000));
  await sendNow(other);
  await expect(chat.messages.last()).toContainText("Sent", { timeout: 20_000 });
  expect(digests(chat)).toEqual([digest(pdf("", 200_000).buffer)]);
  await expect(page.getByRole("button", { name: "Download ticket.pdf, PDF, 200 kB" })).toBeVisible();
  await other.page.close();
});

test("sending is cancelled, and what was written after it goes", async ({ page, chat }) => {
  await chat.visit(withFiles);
  chat.server.uploads.chunkBytes = 32 * 1024;
  chat.server.uploads.pieceMs = 200;
  await attach(chat, pdf("ticket.pdf", 3_000_000));
  await sendNow(chat);
  await chat.say("after");
  await expect.poll(() => chat.server.uploads.pieces.length).toBeGreaterThan(1);
  await page.getByRole("button", { name: "Cancel sending ticket.pdf" }).click();
  await expect(chat.input).toBeFocused();
  await expect(chat.said("after")).toContainText("Sent", { timeout: 20_000 });
  expect(chat.sent()).toEqual([{ type: "text", text: "after" }]);
  await expect.poll(() => keptFiles(page)).toBe(0);
});

test("a file that the server does not take says why, and can be changed, sent again or removed", async ({
  page,
  chat,
}) => {
  await chat.visit(withFiles);
  chat.server.uploads.refuse = "content";
  await attach(chat, pdf("fake.pdf", 100));
  await chat.input.fill("My ticket");
  await chat.input.press("Enter");
  await expect(page.getByText("The content of a file is not what its name says.")).toBeVisible();
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await expect(tray(chat)).toContainText(["fake.pdf"]);
  await expect(chat.input).toHaveValue("My ticket");
  await expect(chat.messages).toHaveCount(0);
  chat.server.uploads.refuse = undefined;
  await sendNow(chat);
  await expect(chat.said("My ticket")).toContainText("Sent");
});

test("signing out removes what was chosen and not sent from this browser", async ({ page, chat }) => {
  await chat.visit(withFiles);
  chat.server.uploads.faults = Array<"unavailable">(100).fill("unavailable");
  await attach(chat, pdf("secret.pdf", 100));
  await sendNow(chat);
  await expect.poll(() => keptFiles(page)).toBe(1);
  await page.route("**/v1/session/end", (route) => route.fulfill({ status: 204 }));
  await page.evaluate(async () => {
    const element = document.querySelector("causerie-chat") as HTMLElement & { signOut(): Promise<void> };
    await element.signOut();
  });
  expect(await keptFiles(page)).toBe(0);
  await expect(chat.messages).toHaveCount(0);
});

test("a server that takes no files offers none, and a chat without the feature shows those of another device", async ({
  page,
  chat,
}) => {
  chat.server.uploads.rules = undefined;
  await chat.visit(withFiles);
  await expect.poll(() => chat.server.requests.filter((each) => each.endsWith("/uploads"))).toHaveLength(1);
  await expect(page.getByRole("button", { name: "Attach files" })).toHaveCount(0);
  await chat.visit({ mode: "inline" });
  const files = [{ id: "f-none", name: "plan.pdf", mediaType: "application/pdf", bytes: 2000 }];
  chat.server.log().append({ type: "visitor", clientId: "elsewhere", content: { type: "files", files } });
  await expect(page.getByRole("button", { name: "Download plan.pdf, PDF, 2 kB" })).toBeVisible();
});

test.describe("pictures", () => {
  const picture = (alt: string, url: string): Parameters<WidgetPage["receive"]>[0] => ({
    type: "media",
    media: { kind: "image", url, alt },
    buttons: [],
    quickReplies: [],
  });
  const address = ({ buffer }: TestFile): string => `data:image/png;base64,${buffer.toString("base64")}`;

  test("are as large as the screen by keyboard: left and right, plus and minus, Escape; the focus goes back", async ({
    page,
    chat,
  }) => {
    await chat.visit();
    chat.receive(picture("The pier", address(png("a", 60, 40))));
    chat.receive(picture("The ship", address(png("b", 40, 60, [200, 40, 40]))));
    chat.receive(picture("", address(png("c", 40, 10)))); // decoration
    const second = page.getByRole("button", { name: "The ship" });
    await second.focus();
    await page.keyboard.press("Enter");
    const viewer = page.getByRole("dialog", { name: "Pictures" });
    await expect(viewer).toContainText("2 of 2");
    await expect(viewer.getByRole("region", { name: "The ship" })).toBeFocused();
    await page.keyboard.press("ArrowLeft");
    await expect(viewer.getByRole("img", { name: "The pier" })).toBeVisible();
    await expect(viewer.getByRole("status")).toHaveText("1 of 2: The pier");
    await page.keyboard.press("+");
    await page.keyboard.press("+");
    await expect(viewer.getByRole("status")).toHaveText("Zoom: 225 %");
    const stage = viewer.locator(".causerie-lightbox-stage");
    const left = (): Promise<number> => stage.evaluate(({ scrollLeft }) => scrollLeft);
    const before = await left();
    expect(before).toBeGreaterThan(0);
    await page.keyboard.press("ArrowRight"); // moves the picture, and not to the next one
    await expect.poll(left).toBeGreaterThan(before);
    await expect(viewer).toContainText("1 of 2");
    await page.keyboard.press("-");
    await page.keyboard.press("-");
    await page.keyboard.press("ArrowRight");
    await expect(viewer).toContainText("2 of 2");
    await page.keyboard.press("Escape");
    await expect(viewer).toHaveCount(0);
    await expect(second).toBeFocused();
    await expect(chat.thread).toBeVisible(); // Escape closed one thing.
  });

  test("are moved by dragging, enlarged by a double click, and both by buttons alone", async ({ page, chat }) => {
    await chat.visit();
    chat.receive(picture("The pier", address(png("a", 600, 400))));
    await page.getByRole("button", { name: "The pier" }).click();
    const viewer = page.getByRole("dialog", { name: "Pictures" });
    const stage = viewer.locator(".causerie-lightbox-stage");
    await stage.dblclick();
    await expect(viewer.getByRole("status")).toHaveText("Zoom: 250 %");
    const left = (): Promise<number> => stage.evaluate(({ scrollLeft }) => scrollLeft);
    const before = await left();
    await page.mouse.move(600, 400);
    await page.mouse.down();
    await page.mouse.move(500, 400, { steps: 4 });
    await page.mouse.up();
    expect(await left()).toBeGreaterThan(before + 50);
    await stage.dblclick();
    await viewer.getByRole("button", { name: "Zoom in" }).click();
    await expect(viewer.getByRole("status")).toHaveText("Zoom: 150 %");
    await viewer.getByRole("button", { name: "Close" }).click();
    await expect(viewer).toHaveCount(0);
  });

  test("are enlarged by two fingers, and the page around is not", async ({ page, chat }) => {
    await chat.visit();
    chat.receive(picture("The pier", address(png("a", 600, 400))));
    await page.getByRole("button", { name: "The pier" }).click();
    const viewer = page.getByRole("dialog", { name: "Pictures" });
    await expect(viewer.getByRole("img", { name: "The pier" })).toBeVisible();
    const browser = await page.context().newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", apart?: number) =>
      browser.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: apart === undefined ? [] : [-apart, apart].map((x, id) => ({ x: 640 + x / 2, y: 400, id })),
      });
    await touch("touchStart", 100);
    for (const apart of [125, 150, 175, 200]) await touch("touchMove", apart);
    await expect(viewer.getByRole("status")).toHaveText("Zoom: 200 %");
    for (const apart of [150, 100]) await touch("touchMove", apart);
    await touch("touchEnd");
    await expect(viewer.getByRole("status")).toHaveText("1 of 1: The pier");
    expect(await page.evaluate(() => visualViewport?.scale)).toBe(1);
  });

  test("of the visitor are there after a reload, by a link that is asked for anew when it has ended", async ({
    page,
    chat,
  }) => {
    await chat.visit(withFiles);
    await attach(chat, png("pier.png"), wav("note.wav"));
    await sendNow(chat);
    await expect(chat.messages.last()).toContainText("Sent");
    await page.reload();
    const image = page.getByRole("button", { name: "Enlarge: pier.png" }).locator("img");
    await expect.poll(() => image.evaluate((each: HTMLImageElement) => each.naturalWidth)).toBe(400);
    await expect(page.locator("audio[aria-label='note.wav']")).toBeVisible();
    await page.getByRole("button", { name: "Enlarge: pier.png" }).click();
    const viewer = page.getByRole("dialog", { name: "Pictures" });
    const large = viewer.getByRole("img", { name: "pier.png" });
    await expect.poll(() => large.evaluate((each: HTMLImageElement) => each.naturalWidth)).toBe(400);
  });
});

test("a film has the captions of its message, in the visitor's language by itself", async ({ page, chat }) => {
  await chat.visit({ lang: "fr" });
  const captions = [
    { url: "/film.en.vtt", language: "en", label: "English" },
    { url: "/film.fr.vtt", language: "fr", label: "Français" },
    { url: "javascript:alert(1)", language: "de", label: "Deutsch" },
  ];
  const media = { kind: "video", url: "/film.webm", alt: "The harbour", captions } as const;
  await page.route("**/film.webm", () => {}); // It is still on its way.
  await page.route("**/film.*.vtt", (route) => route.fulfill({ contentType: "text/vtt", body: "WEBVTT" }));
  chat.receive({ type: "media", media, buttons: [], quickReplies: [] });
  await expect(page.locator("video")).toBeVisible();
  const tracks = await page
    .locator("video track")
    .evaluateAll((all: HTMLTrackElement[]) => all.map((each) => [each.kind, each.srclang, each.label, each.default]));
  expect(tracks).toEqual([
    ["captions", "en", "English", false],
    ["captions", "fr", "Français", true],
  ]);
});

for (const colorScheme of ["light", "dark"] as const)
  test(`nothing is inaccessible, ${colorScheme}`, async ({ page, chat }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await chat.visit(withFiles);
    /** @param within what lies over the rest: the checker takes its ground for that of the words below it. */
    const check = async (within = ".causerie"): Promise<void> => {
      const { violations } = await new AxeBuilder({ page })
        .include({ fromShadowDom: ["causerie-chat", within] })
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
        .analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual([]);
    };
    await attach(chat, png("pier.png"), { name: "x", mimeType: "text/plain", buffer: Buffer.alloc(0) });
    await check();
    chat.server.uploads.chunkBytes = 16 * 1024;
    chat.server.uploads.pieceMs = 100_000;
    await sendNow(chat);
    await expect(page.getByRole("progressbar")).toBeVisible();
    await check();
    chat.receive({
      type: "media",
      media: { kind: "image", url: `data:image/png;base64,${png("a").buffer.toString("base64")}`, alt: "A pier" },
      buttons: [],
      quickReplies: [],
    });
    await page.getByRole("button", { name: "A pier" }).click();
    await expect(page.getByRole("dialog", { name: "Pictures" })).toBeVisible();
    await check(".causerie-lightbox");
  });

for (const kind of ["script tag", "React"] as const)
  test(`with a real server, by ${kind}: the bot hears of the file, and the visitor gets it back`, async ({ page }) => {
    const bot = createBot({
      stories: [],
      fallback: ({ event: { content } }) =>
        content.type === "attachment" ? `Got ${content.attachments.map(({ name = "" }) => name).join(", ")}` : "What?",
    });
    await using site = await startFeatureSite({ bot, data: { features: "files", open: "" }, web: { uploads: {} } });
    const endpoint = `${site.server.url}/web`;
    const chat = new ChatPage(page);
    const visit = async (): Promise<void> => {
      if (kind === "script tag") return void (await page.goto(site.url));
      await page.goto(`${site.url}/react?${new URLSearchParams({ endpoint, mode: "inline" }).toString()}`);
      await page.evaluate(() => {
        (globalThis as unknown as { setChatProps(next: object): void }).setChatProps({ features: ["files"] });
      });
    };
    await visit();
    await attach(chat, png("pier.png", 300, 200));
    await sendNow(chat);
    await expect(chat.said("Got pier.png")).toBeVisible();
    await visit();
    const image = page.getByRole("button", { name: "Enlarge: pier.png" }).locator("img");
    await expect.poll(() => image.evaluate((each: HTMLImageElement) => each.naturalWidth)).toBe(300);
    await page.close();
  });

import type { Page } from "@playwright/test";
import { assert, asyncProperty, subarray } from "fast-check";
import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { type HostPage, scriptTag, serveHostSite } from "#support/widget/host-site.ts";
import { expect, test as base } from "#e2e/fixtures.ts";
import { markdown, said } from "#e2e/sample-messages.ts";
import { WidgetPage } from "#e2e/widget-page.ts";

/** The chat on pages of other people: it neither harms them nor is harmed. */

const element = (mode: string): string =>
  `<causerie-chat endpoint="/web" mode="${mode}"></causerie-chat><script type="module" src="/causerie/element.js"></script>`;
const field = '<h1>Harbour</h1><p><input id="field" aria-label="Search"></p>';

const pages: Record<string, HostPage> = {
  "/floating": { body: `${field}${scriptTag}` },
  "/floating/named": { body: `${field}<div id="Causerie">A talk</div>${scriptTag}` },
  "/floating/text": { body: `${field}<script>Causerie = "a talk"</script>${scriptTag}` },
  "/floating/null": { body: `${field}<script>Causerie = null</script>${scriptTag}` },
  "/inline": { body: `${field}${element("inline")}` },
  "/page": { body: `${field}${element("page")}` },
};

const surfaces = ["/floating", "/inline", "/page", "/react?mode=floating", "/react?mode=inline"];

class HostedChat extends WidgetPage {
  async visitAt(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.server.endpoint).href);
    if (path.includes("floating")) await this.launcher.click();
    await expect.poll(() => this.server.readers()).toBeGreaterThan(0);
  }
}

const test = base.extend<{ chat: HostedChat }>({
  chat: async ({ page }, use) => {
    await using server = await startFakeChatServer(serveHostSite(pages));
    await use(new HostedChat(page, server));
    await page.close(); // Before its server ends.
  },
});

test.describe("a fault", () => {
  test("in one message of a React page shows its words and a retry; the page stays", async ({
    page,
    chat,
    pageErrors,
  }) => {
    await chat.visitAt("/react?mode=inline");
    await page.evaluate(() => {
      let faults = 2; // React tries twice.
      const Faulty = ({ message }: { message: { text: string } }): string => {
        if (message.text !== "Gate 4") return message.text;
        faults -= 1;
        if (faults >= 0) throw new Error("broken on purpose");
        return "drawn";
      };
      (globalThis as unknown as { setChatProps: (props: object) => void }).setChatProps({
        renderers: { text: Faulty },
      });
    });
    for (const text of ["Gate 3", "Gate 4", "Gate 5"]) chat.receive(said(text));
    await expect(chat.messages).toHaveText([/Gate 3/, /Gate 4/, /Gate 5/]);
    await expect(page.getByRole("heading", { name: "Harbour" })).toBeVisible();
    await chat.choice("This part could not be loaded. Try again").click();
    await expect(chat.messages).toHaveText([/Gate 3/, /drawn/, /Gate 5/]);
    expect(pageErrors.splice(0).every((error) => error.includes("broken on purpose"))).toBe(true);
  });

  test("in one message of the element shows its words and a retry", async ({ page, chat, pageErrors }) => {
    await chat.visitAt("/inline");
    await page.evaluate(() => {
      document.createElementNS = new Proxy(document.createElementNS.bind(document), {
        apply(create, _document, details: [string, string]) {
          if (details[1] === "hr" && !("isWell" in globalThis)) throw new Error("broken on purpose");
          return create(...details);
        },
      });
    });
    for (const message of [said("Gate 3"), markdown, said("Gate 5")]) chat.receive(message);
    await expect(chat.messages).toHaveText([/Gate 3/, /How to get there/, /Gate 5/]);
    await page.evaluate(() => Object.assign(globalThis, { isWell: true }));
    await chat.choice("This part could not be loaded. Try again").click();
    await expect(chat.thread.getByRole("separator")).toBeVisible();
    expect(pageErrors.splice(0)).toEqual(["Error: broken on purpose"]);
  });

  test("of the settings leaves a React page as it is", async ({ page, chat, pageErrors }) => {
    await page.goto(new URL("/react?endpoint=http://[", chat.server.endpoint).href);
    await expect(page.getByRole("heading", { name: "Harbour" })).toBeVisible();
    expect(pageErrors.splice(0)).not.toEqual([]);
  });
});

/** A page that takes keys as commands, scrolls by keys, pastes and drops by itself, and keeps everything it was asked. */
async function takeAllKeys(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const taken: string[] = [];
    Object.assign(globalThis, { taken });
    const names = "keydown keyup keypress paste copy cut drop beforeinput".split(" ");
    for (const target of [document, globalThis])
      for (const name of names)
        target.addEventListener(name, (event) => {
          const [inner] = event.composedPath();
          const isInField = event.target instanceof Element && event.target.matches("input,textarea");
          if (isInField && inner === event.target && event.target.id === "field") return;
          taken.push(name);
          event.preventDefault();
        });
  });
}

for (const path of surfaces)
  test(`keys and the clipboard work in the chat, whatever the page does with them: ${path}`, async ({ page, chat }) => {
    await takeAllKeys(page);
    await chat.visitAt(path);
    chat.receive({ ...said("Where to?"), quickReplies: [{ type: "postback", label: "Brest", link: "brest" }] });
    await chat.input.pressSequentially("gs/? end");
    await expect(chat.input).toHaveValue("gs/? end");
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Delete");
    await expect(chat.input).toHaveValue("g/? end");
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Control+C");
    await page.keyboard.press("Control+X");
    await expect(chat.input).toHaveValue("");
    await page.keyboard.press("Control+V");
    await page.keyboard.press("Control+V");
    await expect(chat.input).toHaveValue("g/? endg/? end");
    await page.keyboard.press("Enter");
    await expect(chat.said("g/? endg/? end")).toContainText("Sent");

    chat.receive({ ...said("Where to?"), quickReplies: [{ type: "postback", label: "Brest", link: "brest" }] });
    await chat.choice("Brest").focus();
    await page.keyboard.press("Space");
    await expect(chat.said("Brest")).toContainText("Sent");
    for (let count = 0; count < 30; count += 1) chat.receive(said(`Message ${count}`));
    await expect(chat.said("Message 29")).toBeVisible();
    await chat.thread.focus();
    // A message that is drawn meanwhile ends the browser's smooth scroll on its way: then the key is pressed again.
    await expect
      .poll(async () => {
        await page.keyboard.press("Home");
        return chat.thread.evaluate((log) => log.scrollTop);
      })
      .toBeLessThan(200);
    const taken = await page.evaluate(() => (globalThis as unknown as { taken: string[] }).taken);
    expect(taken).toEqual([]);
  });

test("a text can be dropped into the chat, and a dropped file is the page's", async ({ page, chat }) => {
  await page.addInitScript(() => {
    document.addEventListener("dragover", (event) => event.preventDefault());
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      Object.assign(globalThis, { dropped: event.dataTransfer?.types.join() });
    });
  });
  await chat.visitAt("/floating");
  const drop = (type: string): Promise<string | undefined> =>
    chat.input.evaluate((input, kind) => {
      const dataTransfer = new DataTransfer();
      if (kind === "Files") dataTransfer.items.add(new File(["x"], "x.txt"));
      else dataTransfer.setData(kind, "x");
      for (const name of ["dragover", "drop"])
        input.dispatchEvent(new DragEvent(name, { bubbles: true, composed: true, cancelable: true, dataTransfer }));
      return (globalThis as { dropped?: string }).dropped;
    }, type);
  expect(await drop("text/plain")).toBeUndefined();
  expect(await drop("Files")).toBe("Files");
});

test("what the page puts into a slot keeps its events", async ({ page, chat }) => {
  await chat.visitAt("/inline");
  const received = await page.evaluate(() => {
    const input = document.createElement("input");
    input.slot = "footer";
    document.querySelector("causerie-chat")?.append(input);
    const names: string[] = [];
    for (const name of ["keydown", "focusin"]) document.addEventListener(name, () => names.push(name));
    input.focus();
    input.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true, composed: true }));
    return names;
  });
  expect(received).toEqual(["focusin", "keydown"]);
});

/** How libraries keep the focus in a modal window, each as its source does it. */
const traps: Record<string, (field: HTMLElement) => void> = {
  "Bootstrap 5": (input) => {
    document.addEventListener("focusin", (event) => {
      if (event.target !== document && event.target !== input) input.focus();
    });
  },
  "focus-trap": (input) => {
    const isOutside = (event: Event): boolean => event.target !== input;
    document.addEventListener(
      "focusin",
      (event) => {
        if (!isOutside(event) || event.target instanceof Document) return;
        event.stopImmediatePropagation();
        input.focus();
      },
      true,
    );
    for (const name of ["mousedown", "touchstart"])
      document.addEventListener(
        name,
        (event) => {
          if (isOutside(event)) event.preventDefault();
        },
        { capture: true, passive: false },
      );
  },
  Radix: (input) => {
    document.body.style.pointerEvents = "none";
    const modal = input.parentElement;
    modal?.setAttribute("role", "dialog");
    if (modal !== null) modal.style.pointerEvents = "auto";
    const isInside = (target: EventTarget | null): boolean =>
      target instanceof Node && modal?.contains(target) === true;
    document.addEventListener("focusin", (event) => {
      if (!isInside(event.target)) input.focus();
    });
    document.addEventListener("focusout", (event) => {
      if (event.relatedTarget !== null && !isInside(event.relatedTarget)) input.focus();
    });
  },
  "Headless UI": (input) => {
    addEventListener(
      "focus",
      (event) => {
        if (event.target === input || !(event.target instanceof Element)) return;
        event.preventDefault();
        event.stopPropagation();
        input.focus();
      },
      true,
    );
  },
};

for (const [library, trap] of Object.entries(traps))
  test(`what is typed in the chat stays there while a modal window of ${library} is open`, async ({ page, chat }) => {
    await chat.visitAt("/floating");
    const search = page.locator("#field");
    await search.evaluate(trap);
    await search.focus();
    await page.keyboard.type("page");
    await chat.input.click();
    await page.keyboard.type("chat");
    await expect(chat.input).toHaveValue("chat");
    await expect(search).toHaveValue("page");
    await page.keyboard.press("Enter");
    await expect(chat.said("chat")).toContainText("Sent");
  });

for (const library of ["Bootstrap 5", "focus-trap", "Radix", "Headless UI"])
  test(`in a React page what is typed in the chat stays there while a modal window of ${library} is open`, async ({
    page,
    chat,
  }) => {
    await chat.visitAt("/react?mode=floating");
    await page.evaluate(() => document.body.insertAdjacentHTML("beforeend", '<p><input id="field"></p>'));
    await page.locator("#field").evaluate(traps[library] ?? (() => {}));
    await page.locator("#field").focus();
    await page.keyboard.type("page");
    await chat.input.click();
    await page.keyboard.type("chat");
    await expect(chat.input).toHaveValue("chat");
    await expect(page.locator("#field")).toHaveValue("page");
  });

/** What pages do to `html` and `body`, and with it to everything inside. */
const pageStyles = [
  "pointer-events: none",
  "user-select: none",
  "visibility: hidden",
  "-webkit-text-fill-color: red",
  "caret-color: transparent",
  "color: transparent",
  "writing-mode: vertical-rl",
  "text-align: right",
  "text-align-last: justify",
  "line-break: anywhere",
  "-webkit-text-security: disc",
  "text-transform: uppercase",
  "letter-spacing: 9px",
  "font: italic 40px/3 fantasy",
  "text-shadow: 0 0 9px red",
  "-webkit-text-stroke: 4px red",
  "cursor: none",
  "transform: translate(90px, 90px) rotate(9deg)",
  "filter: blur(3px)",
  "contain: paint",
  "container-type: inline-size; height: 200px",
  "perspective: 400px",
  "will-change: transform",
  "clip-path: inset(0 50% 50% 0)",
  "opacity: 0",
  "overflow: hidden; height: 50px; position: relative",
  "stroke-width: 9px; fill: red; stroke-dasharray: 2 6",
  "zoom: 1",
];

for (const path of ["/floating", "/react?mode=floating"])
  test(`no style of the page reaches, moves or covers the floating chat: ${path}`, async ({ page, chat }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await chat.visitAt(path);
    chat.receive(said("Gate 4"));
    await expect(chat.said("Gate 4")).toBeVisible();
    await page.evaluate(() => {
      const bar = document.createElement("div");
      bar.style.cssText = "position:fixed;inset:auto 0 0;height:100vh;background:#fc0;z-index:2147483647";
      document.body.append(bar);
    });
    const look = (): Promise<unknown> =>
      page.evaluate(() => {
        const root = document.querySelector("causerie-chat")?.shadowRoot ?? document;
        const parts = ['[part="launcher"]', '[part="input"]', '[part~="bubble"]', '[part="title"]', '[part="send"]'];
        return parts.map((selector) => {
          const part = root.querySelector(selector);
          if (part === null) return selector;
          const { x, y, width, height } = part.getBoundingClientRect();
          const { color, font, visibility, pointerEvents, cursor, webkitTextFillColor, letterSpacing, textShadow } =
            getComputedStyle(part);
          const { writingMode, textAlignLast, caretColor, userSelect, strokeDasharray } = getComputedStyle(part);
          const hit = root.elementFromPoint(x + width / 2, y + height / 2);
          return {
            box: { selector, x, y, width, height },
            look: { color, font, visibility, pointerEvents, cursor, webkitTextFillColor, letterSpacing, textShadow },
            rare: { writingMode, textAlignLast, caretColor, userSelect, strokeDasharray },
            isHit: hit !== null && (part.contains(hit) || hit.contains(part)),
          };
        });
      });
    const before = await look();
    expect(JSON.stringify(before)).not.toContain('"isHit":false');
    const style = subarray(pageStyles, { minLength: 1, maxLength: 6 }).map((chosen) => chosen.join(";"));
    await assert(
      asyncProperty(style, style, async (html, body) => {
        await page.evaluate(
          (styles) => {
            document.documentElement.style.cssText = styles.html;
            document.body.style.cssText = styles.body;
          },
          { html, body },
        );
        expect(await look()).toEqual(before);
      }),
      { numRuns: 100, examples: pageStyles.map((one) => ["", one]) },
    );
  });

for (const path of ["/floating", "/react?mode=floating"])
  test(`the page is printed with the conversation after it, and is as before then: ${path}`, async ({ page, chat }) => {
    await chat.visitAt(path);
    chat.receive(said("Gate 4"));
    await expect(chat.said("Gate 4")).toBeVisible();
    const isRaised = (): Promise<boolean> =>
      chat.launcher.evaluate((button) => button.closest(".causerie")?.matches(":popover-open") ?? false);
    expect(await isRaised()).toBe(true);
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    const window = await chat.page.locator('[part~="window"]').boundingBox();
    const heading = await page.getByRole("heading", { name: "Harbour" }).boundingBox();
    expect(window?.y).toBeGreaterThan((heading?.y ?? 0) + (heading?.height ?? 0));
    expect(window?.width).toBeGreaterThan(600);
    await page.emulateMedia({ media: "screen" });
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await expect.poll(isRaised).toBe(true);
    await expect(chat.input).toBeVisible();
  });

test("on a page that has changed the built-in prototypes a message is sent and answered", async ({ page, chat }) => {
  await page.addInitScript(() => {
    // oxlint-disable-next-line no-extend-native -- this is what the old libraries of the page do
    Object.assign(Array.prototype, { toJSON: () => "[]" });
    // oxlint-disable-next-line no-extend-native -- this is what the old libraries of the page do
    Object.assign(Object.prototype, { extend: () => {}, each: () => {}, toJSON: () => "{}" });
  });
  for (const path of ["/floating", "/react?mode=floating"]) {
    await chat.visitAt(path);
    chat.receive({ ...said("Where to?"), quickReplies: [{ type: "postback", label: "Brest", link: "brest" }] });
    await chat.choice("Brest").click();
    await expect(chat.said("Brest").last()).toContainText("Sent");
    await chat.say(`From ${path}`);
    await expect(chat.said(`From ${path}`)).toContainText("Sent");
    // By the socket: a request would repeat what its packet has lost.
    expect(chat.server.requests.filter((request) => request.endsWith("/messages"))).toEqual([]);
    await page.reload();
    await expect(chat.said(`From ${path}`)).toContainText("Sent");
  }
});

for (const path of ["/floating/named", "/floating/text"])
  test(`a page that uses the name Causerie itself keeps it, and shows the chat: ${path}`, async ({ page, chat }) => {
    const errors: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    await chat.visitAt(path);
    await chat.say("Hello");
    await expect(chat.said("Hello")).toContainText("Sent");
    const kept = await page.evaluate(() => {
      const { Causerie } = globalThis as { Causerie?: unknown };
      return Causerie instanceof HTMLElement ? Causerie.textContent : Causerie;
    });
    expect(kept).toMatch(/a talk/i);
    expect(errors.join()).toContain("Causerie: no commands, the page uses the name");
  });

test("a page that has set the name Causerie to null gets the commands", async ({ page, chat }) => {
  await chat.visitAt("/floating/null");
  await page.evaluate(() => void (globalThis as { Causerie?: string[][] }).Causerie?.push(["send", "Hello"]));
  await expect(chat.said("Hello")).toContainText("Sent");
});

import type { Page } from "@playwright/test";
import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { scriptTag, serveHostSite } from "#support/widget/host-site.ts";
import { expect, test } from "#e2e/fixtures.ts";
import { form, longList, said } from "#e2e/sample-messages.ts";
import { WidgetPage } from "#e2e/widget-page.ts";

/** Single-page sites show the chat and take it away all day long. */

type Held = Record<"listeners" | "timers" | "channels" | "databases", number>;

/** Counts what a page holds of the browser: listeners on what outlives the chat, timers, channels and open databases. */
async function countWhatIsHeld(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const listeners = new Set<string>();
    const timers = new Set<unknown>();
    const names = new Map<unknown, number>();
    let channels = 0;
    let databases = 0;
    const idOf = (value: unknown): number => {
      if (!names.has(value)) names.set(value, names.size);
      return names.get(value) ?? 0;
    };
    const wrap = (
      owner: object,
      name: string,
      around: (call: () => unknown, self: unknown, details: never) => unknown,
    ) => {
      const original = Reflect.get(owner, name) as (...details: unknown[]) => unknown;
      Reflect.set(owner, name, function (this: unknown, ...details: unknown[]) {
        const self = this ?? globalThis;
        return around(() => Reflect.apply(original, self, details), self, details as never);
      });
    };
    const lives = (target: unknown): boolean =>
      target === globalThis || target === document || target instanceof MediaQueryList || target === visualViewport;
    const keyOf = (target: unknown, [name, listener, options]: unknown[]): string => {
      const isCapture = options === true || (options as AddEventListenerOptions | undefined)?.capture === true;
      const kind = target instanceof MediaQueryList ? target.media : String(target);
      return [kind, name, idOf(listener), isCapture].join(" ");
    };
    wrap(EventTarget.prototype, "addEventListener", (call, target, details: unknown[]) => {
      const { signal, once } = (details[2] ?? {}) as { signal?: AbortSignal; once?: boolean };
      if (!lives(target) || once === true || details[1] === null) return call();
      const key = keyOf(target, details);
      listeners.add(key);
      signal?.addEventListener("abort", () => listeners.delete(key));
      return call();
    });
    wrap(EventTarget.prototype, "removeEventListener", (call, target, details: unknown[]) => {
      listeners.delete(keyOf(target, details));
      return call();
    });
    for (const [set, clear, isOnce] of [
      ["setTimeout", "clearTimeout", true],
      ["setInterval", "clearInterval", false],
    ] as const) {
      const original = globalThis[set] as (run: () => void, ms?: number) => number;
      Reflect.set(globalThis, set, (run: () => void, ms?: number) => {
        const id = original(() => {
          if (isOnce) timers.delete(id);
          run();
        }, ms);
        timers.add(id);
        return id;
      });
      wrap(globalThis, clear, (call, _self, [id]: unknown[]) => {
        timers.delete(id);
        return call();
      });
    }
    globalThis.BroadcastChannel = class extends BroadcastChannel {
      constructor(name: string) {
        super(name);
        channels += 1;
      }
      override close(): void {
        channels -= 1;
        super.close();
      }
    };
    wrap(IDBFactory.prototype, "open", (call) => {
      const request = call() as IDBOpenDBRequest;
      request.addEventListener("success", () => (databases += 1));
      return request;
    });
    wrap(IDBDatabase.prototype, "close", (call) => {
      databases -= 1;
      return call();
    });
    Object.assign(globalThis, {
      readHeld: () => ({ listeners: listeners.size, timers: timers.size, channels, databases }),
    });
  });
}

const readHeld = (page: Page): Promise<Held> =>
  page.evaluate(() => (globalThis as unknown as { readHeld(): Held }).readHeld());

const surfaces: Record<string, { show: () => void; hide: () => void }> = {
  "/element": {
    show: () => {
      const element = document.createElement("causerie-chat");
      element.setAttribute("endpoint", "/web");
      document.body.append(element);
      element.setAttribute("open", ""); // Before, it would be a wish, which a small screen does not follow.
    },
    hide: () => document.querySelector("causerie-chat")?.remove(),
  },
  "/element?inline": {
    show: () => {
      const element = document.createElement("causerie-chat");
      element.setAttribute("endpoint", "/web");
      element.setAttribute("mode", "inline");
      document.body.append(element);
    },
    hide: () => document.querySelector("causerie-chat")?.remove(),
  },
  "/standalone": {
    show: () => {
      const path = "/standalone/standalone.js";
      const place = document.body;
      document.body.dataset["wanted"] = "yes";
      void (import(path) as Promise<{ defineChatElement: () => string }>).then(({ defineChatElement }) => {
        if (place.dataset["wanted"] !== "yes") return;
        const element = document.createElement(defineChatElement());
        Object.assign(element, { id: "chat", endpoint: "/web", mode: "inline" });
        place.append(element);
      });
    },
    hide: () => {
      document.body.dataset["wanted"] = "no";
      document.getElementById("chat")?.remove();
    },
  },
  "/react?mode=inline&hidden": {
    show: () => (globalThis as unknown as { setChatShown(shown: boolean): void }).setChatShown(true),
    hide: () => (globalThis as unknown as { setChatShown(shown: boolean): void }).setChatShown(false),
  },
  "/react?open=true&hidden": {
    show: () => (globalThis as unknown as { setChatShown(shown: boolean): void }).setChatShown(true),
    hide: () => (globalThis as unknown as { setChatShown(shown: boolean): void }).setChatShown(false),
  },
};

for (const viewport of [
  { width: 1280, height: 800 },
  { width: 360, height: 700 },
])
  for (const [path, { show, hide }] of Object.entries(surfaces))
    test(`a chat that is taken away holds nothing of the browser: ${path}, ${viewport.width} px`, async ({ page }) => {
      await page.setViewportSize(viewport);
      await using server = await startFakeChatServer(
        serveHostSite({
          "/element": { body: '<h1>Harbour</h1><script type="module" src="/causerie/element.js"></script>' },
          "/standalone": { body: "<h1>Harbour</h1>" },
        }),
      );
      await countWhatIsHeld(page);
      const chat = new WidgetPage(page, server);
      await page.goto(new URL(path, server.endpoint).href);
      await expect(page.getByRole("heading", { name: "Harbour" })).toBeVisible();
      const before = await readHeld(page);
      // Socket.IO's client has one for "offline" and one for "pagehide", from its first use to the end of the page.
      const after = { ...before, listeners: before.listeners + 2 };

      for (const round of [1, 2]) {
        await page.evaluate(show);
        await expect.poll(() => server.readers()).toBe(1);
        for (const message of [said("Hello"), longList, form]) chat.receive(message);
        await chat.say(`Round ${round}`);
        await expect(chat.said(`Round ${round}`)).toContainText("Sent");
        await expect(chat.choice("Book").first()).toBeVisible();
        expect(await readHeld(page)).not.toEqual(before);
        await page.evaluate(hide);
        await expect.poll(() => readHeld(page)).toEqual(after);
        await expect.poll(() => server.readers()).toBe(0);
        const locks = await page.evaluate(() => navigator.locks.query());
        expect([...(locks.held ?? []), ...(locks.pending ?? [])]).toEqual([]);
      }

      // Taken away while it is still being fetched and opened.
      for (const ms of [0, 1, 5, 20, 60]) {
        await page.evaluate(show);
        await page.waitForTimeout(ms);
        await page.evaluate(hide);
      }
      await expect.poll(() => readHeld(page)).toEqual(after);
      await page.close();
    });

test("looking for news on each page keeps no database open", async ({ page }) => {
  await using server = await startFakeChatServer(
    serveHostSite({ "/tag": { body: `<h1>Harbour</h1>${scriptTag}` }, "/none": { body: "<h1>Harbour</h1>" } }),
  );
  await countWhatIsHeld(page);
  const chat = new WidgetPage(page, server);
  await page.goto(new URL("/tag", server.endpoint).href);
  await chat.launcher.click();
  await chat.say("Hello");
  await expect(chat.said("Hello")).toContainText("Sent");
  await page.keyboard.press("Escape");
  await page.goto(new URL("/none", server.endpoint).href);
  const asked = (): number => server.requests.filter((request) => request === "POST /session/unread").length;
  await page.goto(new URL("/tag", server.endpoint).href);
  await expect.poll(asked).toBe(1);
  await expect.poll(async () => (await readHeld(page)).databases).toBe(0);
  await page.close();
});

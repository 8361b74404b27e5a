import { ChatPage } from "#e2e/chat-page.ts";
import { AppShell } from "./app-shell.ts";
import { everyKind, expect, test } from "./mobile-site.ts";

/** The page `/embed/mobile` in each kind of app, with a real server behind it. */

for (const kind of everyKind)
  test(`${kind}: a conversation, a link, an unread answer, the close button and a token go over the bridge`, async ({
    page,
    startSite,
  }) => {
    const app = await AppShell.around(page, kind);
    app.context = { heading: "Harbour", closeButton: true, signedIn: true };
    app.token = "token-of-ana";
    const url = await startSite([kind]);
    await page.goto(`${url}/embed/mobile`);
    const chat = new ChatPage(page);

    await expect(chat.said("Hello from the harbour.")).toBeVisible();
    await expect(page.getByRole("heading", { name: "Harbour" })).toBeVisible();
    await expect(page).toHaveTitle("Harbour");
    await chat.choice("Ferries").click();
    const links = [
      [chat.said("All are at").getByRole("link", { name: /ferries\.example/ }), "https://ferries.example/times?line=2"],
      [page.getByRole("link", { name: /Timetable/ }), "https://ferries.example/table"],
      [page.getByRole("link", { name: /Call/ }), "tel:+33123456789"],
    ] as const;
    for (const [link] of links) await link.click();
    await links[1][0].click({ button: "middle" });
    const opened = [...links.map(([, address]) => address), links[1][1]];
    await expect.poll(() => app.of("chat:openLink").map((message) => message["url"])).toEqual(opened);
    expect(page.url()).toBe(`${url}/embed/mobile`);
    expect(page.context().pages()).toHaveLength(1);

    await chat.say("later");
    await expect(chat.said("One moment.")).toBeVisible();
    await setHidden(true);
    await expect.poll(() => app.of("chat:unread").at(-1)).toEqual({ count: 1 });
    await setHidden(false);
    await expect.poll(() => app.of("chat:unread").at(-1)).toEqual({ count: 0 });

    await page.getByRole("button", { name: "Close chat" }).click();
    await expect.poll(() => app.of("chat:close")).toEqual([{}]);

    const token = await page.evaluate(() => {
      const element = document.querySelector("causerie-chat") as unknown as { getToken(): Promise<string | undefined> };
      return element.getToken();
    });
    expect(token).toBe("token-of-ana");
    expect(new Set(app.received.map(({ version }) => version))).toEqual(new Set([1]));
    expect(app.received[0]).toEqual({ version: 1, type: "chat:ready" });

    async function setHidden(hidden: boolean): Promise<void> {
      await page.evaluate((value) => {
        const state = value ? "hidden" : "visible";
        Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
        document.dispatchEvent(new Event("visibilitychange"));
      }, hidden);
    }
  });

test("the app's context sets language, colours and referral, and a newer one replaces it", async ({
  page,
  startSite,
}) => {
  const app = await AppShell.around(page, "android");
  app.context = { locale: "fr-CA", theme: "dark", accent: "rgb(200, 30, 60)", referral: "tickets", closeButton: true };
  await page.goto(`${await startSite(everyKind)}/embed/mobile`);
  await expect(page.getByText("You come from the tickets.").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Fermer la discussion" })).toBeVisible();
  const looks = (): Promise<(string | null)[]> =>
    page.evaluate(() => {
      const { lang } = document.documentElement;
      const element = document.querySelector("causerie-chat");
      return [lang, getComputedStyle(document.documentElement).colorScheme, element?.getAttribute("accent") ?? null];
    });
  expect(await looks()).toEqual(["fr-CA", "dark", "rgb(200, 30, 60)"]);
  await app.send({ type: "chat:context", theme: "light", locale: "ar" });
  await expect(page.getByRole("button", { name: "Fermer la discussion" })).toBeHidden();
  await expect(page.locator(".causerie-app[dir]").first()).toHaveAttribute("dir", "rtl");
  expect(await looks()).toEqual(["ar", "light", null]);
});

test("the app ends the session, and is told whether it worked", async ({ page, startSite, context }) => {
  const app = await AppShell.around(page, "ios");
  const url = await startSite(everyKind);
  await page.goto(`${url}/embed/mobile`);
  const chat = new ChatPage(page);
  await chat.say("ferries");
  await expect(chat.said("All are at")).toBeVisible();
  await context.setOffline(true);
  await app.send({ type: "chat:signOut", id: "a" });
  await expect.poll(() => app.of("chat:signedOut"), { timeout: 20_000 }).toEqual([{ id: "a", done: false }]);
  await context.setOffline(false);
  await app.send({ type: "chat:signOut", id: "b", forget: true });
  await expect.poll(() => app.of("chat:signedOut").at(-1), { timeout: 20_000 }).toEqual({ id: "b", done: true });
  await page.reload();
  await expect(chat.said("Hello from the harbour.")).toBeVisible();
  await expect(chat.said("All are at")).toHaveCount(0);
});

test("an app that says nothing has its chat all the same; one of a kind that is not allowed is not spoken to", async ({
  page,
  startSite,
}) => {
  const app = await AppShell.around(page, "react-native");
  app.context = undefined;
  const chat = new ChatPage(page);
  await page.goto(`${await startSite(["react-native"])}/embed/mobile`);
  await expect(chat.said("Hello from the harbour.")).toBeVisible();
  expect(app.received.filter(({ type }) => type !== "chat:ready" && type !== "chat:unread")).toEqual([]);
  app.received.length = 0;

  await page.goto(`${await startSite(["ios", "android"])}/embed/mobile`);
  await expect(chat.said("Hello from the harbour.")).toBeVisible();
  await chat.say("ferries");
  await expect(chat.said("All are at")).toBeVisible();
  expect(await page.evaluate(() => "CauserieMobile" in window)).toBe(false);
  expect(app.received).toEqual([]);
});

test("in a browser the page is a chat without a bridge, whose links open in a new tab", async ({
  page,
  startSite,
  context,
}) => {
  await context.route("https://ferries.example/**", (route) => route.fulfill({ body: "ferries" }));
  await page.goto(`${await startSite(everyKind)}/embed/mobile?causerie-ref=tickets`);
  const chat = new ChatPage(page);
  await expect(chat.said("You come from the tickets.")).toBeVisible();
  await chat.say("ferries");
  const opened = page.waitForEvent("popup");
  await page.getByRole("link", { name: /Timetable/ }).click();
  expect((await opened).url()).toBe("https://ferries.example/table");
  await expect(page).toHaveTitle("Chat with us");
});

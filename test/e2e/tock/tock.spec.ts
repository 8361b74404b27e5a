import { AxeBuilder } from "@axe-core/playwright";
import { serveHostSite } from "#support/widget/host-site.ts";
import { startTockServer } from "#support/tock-server/start-tock-server.ts";
import { embeddings, expect, test, TockPage } from "./tock-page.ts";

for (const [embedding, address] of Object.entries(embeddings))
  test(`${embedding}: every kind of message of Tock is shown, and its buttons do what they say`, async ({
    page,
    chat,
  }) => {
    await chat.visit(address);
    const { posts } = chat.server;

    await chat.ask("text");
    await expect(chat.thread.locator("strong", { hasText: "Tock" })).toBeVisible();
    await chat.say("escaped");
    await expect(chat.said("5 < 6 & 7 > 6")).toBeVisible();
    await chat.say("bare");
    await expect(chat.said("5 < 6, write to <name>")).toBeVisible();

    await chat.say("html");
    const html = chat.messages.filter({ has: page.locator("li b", { hasText: "Monday" }) });
    await expect(html).toBeVisible();
    await expect(html.getByRole("link", { name: "All hours" })).toHaveAttribute("rel", "noopener noreferrer");
    expect(await html.locator("[href^=javascript], script, [onerror]").count()).toBe(0);
    expect(await page.evaluate(() => "hacked" in window)).toBe(false);
    await chat.choice("More").click();
    await expect(chat.said("Payload hours?day=all")).toBeVisible();

    await chat.say("buttons");
    await chat.choice("With payload").click();
    await expect(chat.said("Payload fare?from=A&to=B&_step=one")).toBeVisible();
    await chat.choice("Without payload").click();
    await expect(chat.said("You said Without payload")).toBeVisible();
    await expect(chat.thread.getByRole("link", { name: /Open page/ })).toHaveAttribute(
      "href",
      "https://example.com/page",
    );

    await chat.say("replies");
    await chat.choice("Payload").click();
    await expect(chat.said("Payload pick?n=1")).toBeVisible();
    await expect(chat.choice("Nlp")).toHaveCount(0);
    await chat.say("replies");
    await chat.choice("Nlp").click();
    await expect(chat.said("You said I pick two")).toBeVisible();
    await chat.say("replies");
    await chat.choice("Title").click();
    await expect(chat.said("You said Title")).toBeVisible();

    await chat.say("card");
    await expect(chat.thread.getByRole("img", { name: "A lighthouse" })).toBeAttached();
    await chat.choice("Details").click();
    await expect(chat.said("Payload details")).toBeVisible();

    await chat.say("carousel");
    await expect(chat.said("Two of them")).toBeVisible();
    await chat.choice("Take north").click();
    await expect(chat.said("Payload take?n=1")).toBeVisible();
    await expect(chat.choice("Neither")).toBeVisible();

    await chat.say("image");
    await expect(chat.said("Our lighthouse")).toBeVisible();
    await chat.say("file");
    await expect(chat.thread.getByRole("link", { name: /table.pdf/ })).toBeVisible();
    await chat.say("widget");
    await expect(chat.said("[seat-map]")).toBeVisible();
    await chat.say("deeplink");
    await expect(chat.said("campaign-7")).toBeVisible();

    await chat.say("footnotes");
    await chat.thread.getByText("Source (1)").click();
    await expect(chat.thread.getByRole("link", { name: /Rules/ })).toHaveCount(1);
    await expect(chat.said("Opens at nine.")).toBeVisible();

    await chat.ask("null");
    await chat.ask("nothing");
    await chat.ask("text");
    await page.getByRole("button", { name: "Helpful", exact: true }).last().click();
    await expect.poll(() => posts.at(-1)?.feedback?.vote).toBe("UP");
    expect(posts.every(({ sourceWithContent }) => sourceWithContent === true)).toBe(true);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  });

for (const [embedding, address] of Object.entries(embeddings))
  test(`${embedding}: the history is there after a reload, and the bot's next words, too`, async ({ page, chat }) => {
    await chat.visit(address);
    await chat.ask("html");
    await expect(chat.thread.locator("li b")).toHaveText("Monday");
    await page.goto("about:blank");
    await expect.poll(() => chat.server.readers()).toBe(0);
    chat.server.push({ text: "While you were away" });
    await chat.comeBack(address);
    await expect(chat.said("While you were away")).toBeVisible();
    await expect(chat.thread.locator("li b")).toHaveText("Monday");
    await expect(chat.messages).toHaveCount(3);
    expect(chat.server.posts).toHaveLength(1);
  });

for (const [embedding, address] of Object.entries(embeddings))
  test(`${embedding}: a text is streamed into its bubble, also if the stream breaks`, async ({ chat }) => {
    await chat.visit(address);
    await expect.poll(() => chat.server.readers()).toBe(1);
    const begun = chat.server.stream();
    await chat.say("tell");
    const turn = await begun;
    turn.say("<p>Once");
    await expect(chat.said("Once")).toBeVisible();
    turn.say("<p>Once <b>upon</b>");
    await expect(chat.said("Once upon")).toBeVisible();
    chat.server.faults.streamStatus = 503;
    chat.server.cutStreams();
    turn.end(["<p>Once", "<p>Once <b>upon</b>", "<p>Once <b>upon</b> a time</p>"]);
    await expect(chat.said("Once upon a time")).toBeVisible();
    await expect(chat.messages).toHaveCount(2);
    await expect(chat.thread.locator("p b")).toHaveText("upon");
  });

test("a popup has the size that the bot wants, and a link for the same window stays there", async ({ page, chat }) => {
  await chat.visit();
  await chat.ask("popup");
  const opened = page.context().waitForEvent("page");
  await chat.thread.getByRole("link", { name: /^Popup/ }).press("Enter");
  const popup = await opened;
  await popup.waitForURL("**/popup");
  expect(await popup.evaluate(() => [window.innerWidth, window.opener])).toEqual([400, null]);
  await popup.close();
  await chat.thread.getByRole("link", { name: /^Same window/ }).click();
  await page.waitForURL("**/same");
});

test("a site's renderer draws a widget of Tock, and answers it", async ({ page, chat }) => {
  await chat.visit("/widget");
  await chat.ask("widget");
  await page.getByRole("button", { name: "Seat 12" }).click();
  await expect(chat.said("Payload seat?n=12")).toBeVisible();
});

test("the referral and the opening message are said once, without a bubble", async ({ page, chat }) => {
  await chat.visit("/opening");
  await expect(chat.said("You said hi there")).toBeVisible();
  await expect(chat.messages).toHaveCount(2);
  await page.reload();
  await expect(chat.messages).toHaveCount(2);
  expect(chat.server.posts.map(({ ref, query }) => ref ?? query)).toEqual(["spring", "hi there"]);
});

test("where the page's policy lets nobody make HTML, its words are shown", async ({ page, chat, pageErrors }) => {
  await chat.visit("/no-html");
  await chat.ask("html");
  await expect(chat.said("Opening hours")).toContainText("Monday");
  await expect(chat.choice("More")).toBeVisible();
  expect(await page.evaluate(() => "hacked" in window)).toBe(false);
  // The browser says that a policy was refused, which is what this page wants.
  pageErrors.length = 0;
});

for (const [what, prepare] of [
  ["no streams", (server: TockPage["server"]): void => void (server.faults.streams = false)],
  ["a stream that answers 204", (server: TockPage["server"]): void => void (server.faults.streamStatus = 204)],
  ["a stream that answers 503", (server: TockPage["server"]): void => void (server.faults.streamStatus = 503)],
] as const)
  test(`${what}: the visitor can write, and is answered`, async ({ page, chat }) => {
    prepare(chat.server);
    await chat.visit();
    await expect(chat.input).toBeEnabled();
    await chat.ask("hello");
    await expect(chat.said("You said hello")).toBeVisible();
    await page.reload();
    await expect(chat.said("You said hello")).toBeVisible();
    await chat.ask("again");
    await expect(chat.said("You said again")).toBeVisible();
  });

test("across origins, on a server whose errors have no CORS headers", async ({ page, chat }) => {
  await using site = await startTockServer(
    serveHostSite({
      "/there": {
        body: `<script src="/causerie.js" async data-protocol="tock" data-endpoint="${chat.server.endpoint}"></script>`,
      },
    }),
  );
  await page.goto(`${site.url}/there`);
  await chat.show();
  await chat.ask("hello");
  await expect(chat.said("You said hello")).toBeVisible();
  expect(chat.server.requests).toContain("OPTIONS ");
  // The browser keeps the answer of the stream from the page. It is there all the same, and POST works.
  chat.server.faults.noCors = true;
  chat.server.cutStreams();
  await expect.poll(() => chat.server.requests.filter((each) => each === "GET /healthcheck").length).toBeGreaterThan(0);
  chat.server.faults.noCors = false;
  await chat.ask("again");
  await expect(chat.said("You said again")).toBeVisible();
});

test("a cookie of the same site is who the visitor is", async ({ page, chat }) => {
  chat.server.faults.cookies = true;
  await chat.visit();
  await chat.ask("hello");
  await expect.poll(async () => (await page.context().cookies()).map(({ name }) => name)).toContain("tock_user_id");
  await chat.ask("again");
  await expect(chat.said("You said again")).toHaveCount(1);
});

test("the server goes down and comes back: what was written meanwhile is sent, once", async ({ chat }) => {
  await chat.visit();
  await chat.ask("before");
  await chat.server.down();
  await expect(chat.page.getByText("The connection is lost")).toBeVisible();
  await chat.say("while it is away");
  await expect(chat.said("while it is away")).toContainText("Waiting");
  await chat.server.up();
  await expect(chat.said("You said while it is away")).toBeVisible();
  expect(chat.server.posts.filter(({ query }) => query === "while it is away")).toHaveLength(1);
});

test("a message whose answer is lost is left to the visitor, by keyboard only", async ({ chat }) => {
  chat.server.faults.streams = false;
  await chat.visit();
  chat.server.faults.lostAnswers = 1;
  await chat.say("pay");
  await expect(chat.said("pay")).toContainText("Not sent");
  expect(chat.server.posts).toHaveLength(1);
  await chat.page.getByRole("button", { name: /^Retry sending/ }).press("Enter");
  await expect(chat.said("You said pay")).toBeVisible();
  expect(chat.server.posts).toHaveLength(2);
});

test("two tabs share the conversation: one reads the stream, both show it, and either may write", async ({
  page,
  chat,
}) => {
  await chat.visit();
  await chat.ask("hello");
  const other = new TockPage(await page.context().newPage(), chat.server);
  await other.visit();
  await expect(other.said("You said hello")).toBeVisible();
  await other.say("from the other");
  await expect(other.said("You said from the other")).toBeVisible();
  await expect(chat.said("You said from the other")).toBeVisible();
  chat.server.push({ text: "to both" });
  for (const each of [chat, other]) await expect(each.said("to both")).toHaveCount(1);
  expect(chat.server.readers()).toBe(1);
  expect(chat.server.posts).toHaveLength(2);
  await page.close();
  await expect.poll(() => chat.server.readers()).toBe(1);
  await other.ask("alone");
  await expect(other.said("You said alone")).toBeVisible();
});

test("nothing of it is fetched by a page that does not name it, and HTML only when it comes", async ({
  page,
  chat,
}) => {
  const files: string[] = [];
  page.on("request", (request) => files.push(new URL(request.url()).pathname));
  await chat.visit();
  await chat.ask("text");
  expect(files.filter((path) => /tock-engine-/.test(path))).toHaveLength(1);
  expect(files.filter((path) => /\/(tock|socket)-[\w-]{7}\.js/.test(path))).toEqual([]);
  await chat.ask("html");
  await expect(chat.thread.locator("li b")).toBeVisible();
  expect(files.filter((path) => /\/tock-[\w-]{7}\.js/.test(path))).toHaveLength(1);
});

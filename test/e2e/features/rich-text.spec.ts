import { said } from "#e2e/sample-messages.ts";
import { expect, test } from "#e2e/widget-page.ts";
import { expectAccessible } from "./control-page.ts";

const code = "```ts\nconst fare: number = 4; // euros\nreturn `x`;\n```";

test("code gets colours, which have enough contrast, and languages are fetched when they come", async ({
  page,
  chat,
}) => {
  const requested: string[] = [];
  page.on("request", (request) => requested.push(new URL(request.url()).pathname));
  await chat.visit({ features: "highlight" });
  chat.receive(said(code));
  const block = chat.thread.locator("pre");
  await expect(block.locator(".causerie-code-keyword", { hasText: "const" })).toBeVisible();
  await expect(block.locator(".causerie-code-comment")).toHaveText("// euros");
  expect(await block.textContent()).toBe("const fare: number = 4; // euros\nreturn `x`;");
  expect(requested.filter((path) => /\/typescript-/.test(path))).toHaveLength(1);
  expect(requested.filter((path) => /\/python-/.test(path))).toEqual([]);
  await expectAccessible(page);
  chat.receive(said("```klingon\nqapla'\n```"));
  await expect(chat.thread.locator("pre").last()).toHaveText("qapla'");
});

test("formulas are drawn as MathML; prices are not, and what is no TeX stays as it was written", async ({
  page,
  chat,
}) => {
  await chat.visit({ features: "math" });
  chat.receive(said("From $5 to $6, since $a_1 * b_1 = \\frac{1}{2}$ and\n\n$$\\sum_{i=1}^n i$$"));
  await expect(chat.thread.locator("math")).toHaveCount(2);
  await expect(chat.thread.locator('[data-display="true"] math')).toHaveAttribute("display", "block");
  await expect(chat.said("From $5 to $6, since")).toBeVisible();
  await expectAccessible(page);
  chat.receive(said("Broken: $\\frac{$ and $\\nosuchthing x$"));
  await expect(chat.thread.locator("code", { hasText: "\\nosuchthing" })).toBeVisible();
  const box = await chat.thread.evaluate((log) => log.scrollWidth - log.clientWidth);
  expect(box).toBe(0);
});

test("without the features nothing of theirs is fetched", async ({ page, chat }) => {
  const requested: string[] = [];
  page.on("request", (request) => requested.push(new URL(request.url()).pathname));
  await chat.visit();
  chat.receive(said(`${code}\n\n$x$`));
  await expect(chat.said("fare")).toContainText("$x$");
  expect(requested.filter((path) => /highlight|temml|math|actions|transcript|typescript/.test(path))).toEqual([]);
});

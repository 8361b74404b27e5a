import { expect, test } from "./fixtures.ts";

/** The button in the corner of all pages of a site: an application customizer. */

test("without an address it draws nothing and fetches nothing", async ({ intranet, page }) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(request.url()));
  await intranet.visit();
  await intranet.addPlaceholder();
  await intranet.addLauncher({});
  await expect.poll(() => intranet.site.apiRequests).toHaveLength(1); // It has asked for the tenant's address.
  await expect(intranet.bottom.element).toHaveCount(0);
  expect(fetched.filter((url) => url.includes("causerie-widget"))).toEqual([]);
});

test(
  "it appears once the page has its lower edge, which may be later",
  { tag: "@quick" },
  async ({ intranet, page }) => {
    await intranet.visit();
    await intranet.addLauncher({ endpoint: intranet.endpoint });
    await expect(page.getByRole("button", { name: /^Chat\b/ })).toHaveCount(0);
    await intranet.addPlaceholder();
    await page.getByRole("button", { name: /^Chat\b/ }).click();
    await intranet.bottom.converse();
  },
);

test("it goes on with the conversation where SharePoint shows another page without loading one", async ({
  intranet,
  page,
}) => {
  await intranet.visit();
  await intranet.addPlaceholder();
  const first = await intranet.addLauncher({ endpoint: intranet.endpoint });
  await page.getByRole("button", { name: /^Chat\b/ }).click();
  await intranet.bottom.say("count");
  await expect(intranet.bottom.said("That was number 1.")).toBeVisible();

  // The same extension stays.
  await page.evaluate(() => harness.reportNavigation());
  await intranet.bottom.say("count");
  await expect(intranet.bottom.said("That was number 2.")).toBeVisible();
  await expect(intranet.bottom.element).toHaveCount(1);

  // Or it is replaced, as between sites with other extensions.
  await intranet.remove(first);
  await expect(intranet.bottom.element).toHaveCount(0);
  await intranet.addLauncher({ endpoint: intranet.endpoint });
  const open = page.getByRole("button", { name: /^Chat\b/, expanded: false });
  if (await open.isVisible()) await open.click();
  await expect(intranet.bottom.said("That was number 2.")).toBeVisible();
  await intranet.bottom.say("count");
  await expect(intranet.bottom.said("That was number 3.")).toBeVisible();
});

test("an administrator's address for the tenant counts for launcher and part; a part's own goes before it", async ({
  intranet,
  page,
}) => {
  intranet.site.setTenantProperty("CauserieChat", JSON.stringify({ endpoint: intranet.endpoint, heading: "Contoso" }));
  await intranet.visit();
  await intranet.addPlaceholder();
  await intranet.addLauncher({});
  await page.getByRole("button", { name: /^Chat\b/ }).click();
  await intranet.bottom.converse();
  const part = await intranet.addWebPart({});
  await expect(part.input).toBeVisible();
  await expect(part.place.getByText("Contoso").first()).toBeVisible();
  const own = await intranet.addWebPart({ heading: "Own title" }, { column: "narrow" });
  await expect(own.place.getByText("Own title").first()).toBeVisible();
  expect(new Set(intranet.site.apiRequests)).toEqual(
    new Set(["/sites/intranet/_api/web/GetStorageEntity('CauserieChat')"]),
  );
});

test("broken settings of an administrator do no harm", async ({ intranet }) => {
  intranet.site.setTenantProperty("CauserieChat", "{not json");
  await intranet.visit();
  await intranet.addPlaceholder();
  await intranet.addLauncher({ endpoint: "javascript:alert(1)" });
  const part = await intranet.addWebPart({}, { mode: "edit" });
  await expect(part.place.getByText("The chat is not set up yet")).toBeVisible();
  await expect(intranet.bottom.element).toHaveCount(0);
});

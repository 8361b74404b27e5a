import { expect, test } from "./fixtures.ts";

/** What an author sees and does, in SharePoint's own property pane. */

test("a web part without an address tells the author what to do, shows readers nothing, and fetches no widget", async ({
  intranet,
  page,
}) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(request.url()));
  await intranet.visit();
  const part = await intranet.addWebPart({}, { mode: "edit" });
  await expect(part.place.getByText("The chat is not set up yet")).toBeVisible();
  await part.setMode("read");
  await expect(part.place.locator("> div:first-child")).toBeEmpty();
  await part.setMode("edit");
  await expect(part.place.getByText("The chat is not set up yet")).toBeVisible();
  expect(fetched.filter((url) => url.includes("causerie-widget"))).toEqual([]);
});

test(
  "an author sets the chat up in the pane, and each change is seen at once",
  { tag: "@quick" },
  async ({ intranet }) => {
    await intranet.visit();
    const part = await intranet.addWebPart({}, { mode: "edit" });
    await part.openPane();
    const { pane } = intranet;
    for (const group of ["Server", "Appearance", "Behaviour"])
      await expect(pane.getByRole("button", { name: group })).toBeVisible();
    await pane.getByLabel("Address of the chat server").fill(intranet.endpoint);
    await expect(part.input).toBeVisible();
    await part.converse();

    await pane.getByLabel("Title", { exact: true }).fill("Ask the help desk");
    await expect(part.place.getByText("Ask the help desk").first()).toBeVisible();
    await pane.getByRole("combobox", { name: "Colours" }).click();
    await pane.page().getByRole("option", { name: "Dark" }).click();
    await expect(part.element).toHaveAttribute("theme", "dark");
    await expect(part.said("I do not know about Hello.")).toBeVisible();
  },
);

test("mistakes in the pane are said while one types, and the chat does not break over them", async ({ intranet }) => {
  await intranet.visit();
  const part = await intranet.addChat({}, { mode: "edit" });
  await part.converse();
  await part.openPane();
  const { pane } = intranet;
  const mistakes: [field: string, text: string, message: RegExp][] = [
    ["Address of the chat server", "chat", /This is no web address/],
    ["Address of the chat server", "http://chat.example.com/web", /must begin with https/],
    ["Address of the chat server", "https://chat.example.com/web?a=b", /Leave out everything from the \?/],
    ["Bot", "h r", /Only letters, digits/],
    ["Address of a picture", "http://chat.example.com/a.png", /must begin with https/],
    ["Colour of the brand", "teal-ish", /This is no colour/],
  ];
  for (const [field, text, message] of mistakes) {
    const input = pane.getByLabel(field, { exact: true });
    const before = await input.inputValue();
    await input.pressSequentially(text.slice(0, 1));
    await input.fill(text);
    await expect(pane.getByText(message)).toBeVisible();
    await expect(input).toHaveAttribute("aria-invalid", "true");
    await input.fill(before);
    await expect(pane.getByText(message)).toBeHidden();
  }
  await expect(part.said("I do not know about Hello.")).toBeVisible();
});

test("what belongs to another choice cannot be set", async ({ intranet }) => {
  await intranet.visit();
  const part = await intranet.addChat({}, { mode: "edit" });
  await part.openPane();
  const { pane } = intranet;
  const resource = pane.getByLabel("Application ID URI");
  await expect(resource).toBeDisabled();
  await pane.getByRole("switch").first().check();
  await expect(resource).toBeEnabled();
  await resource.fill("chat");
  await expect(pane.getByText(/It looks like api:/)).toBeVisible();
});

test("the name of the part for screen readers is its title", async ({ intranet }) => {
  await intranet.visit();
  const part = await intranet.addChat({ heading: "Ask the help desk" }, { mode: "edit" });
  expect(await part.accessibleTitle()).toContain("Ask the help desk");
  await expect(part.place.locator("[id^=cswpAccessibleLabelContextual]")).toContainText("Ask the help desk");
});

test("a page that tock-sharepoint or an older version has stored is read, and what is broken in it counts as not set", async ({
  intranet,
}) => {
  await intranet.visit();
  const ofTock = await intranet.addChat(
    {},
    { stored: { dataVersion: "1.0", properties: { endpoint: intranet.endpoint } } },
  );
  await ofTock.converse();
  const stored = {
    dataVersion: "0.1",
    properties: { endpoint: intranet.endpoint, height: -7, theme: "plaid", accent: "no colour", later: "kept" },
  };
  const broken = await intranet.addChat({}, { stored, column: "narrow", mode: "edit" });
  expect((await broken.serialize()).properties).toMatchObject({ height: 600, theme: "section", later: "kept" });
});

import { serveHostSite } from "#support/widget/host-site.ts";
import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { png } from "#e2e/features/test-files.ts";
import { expect, test, WidgetPage } from "#e2e/widget-page.ts";

/** Buttons of the page beside the field to write in. */
type Field = { readonly text: string; setText(text: string): void; send(): void; focus(): void };

test("a button of the page reads and changes the text, and sends it with what is attached", async ({ page, chat }) => {
  await page.addInitScript(() => {
    const composerActions = [
      {
        label: "Ask politely",
        press: (field: Field) => {
          field.setText(`${field.text}, please`);
          field.send();
        },
      },
      {
        label: "Insert my order",
        icon: "M4 12h16",
        press: async (field: Field) => {
          await new Promise((resolve) => setTimeout(resolve, 50));
          field.setText(`${field.text} 4711`);
          field.focus();
        },
      },
      { label: " ", press: () => {} },
      { label: "No function" },
    ];
    (globalThis as { Causerie?: unknown }).Causerie = [["config", { composerActions }]];
  });
  await chat.visit({ features: "composer-actions files" });
  const press = async (name: string): Promise<void> => {
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("button", { name }).click();
  };
  await chat.input.fill("Two tickets");
  await press("Ask politely");
  await expect(chat.input).toHaveValue("");
  await expect.poll(() => chat.sent()).toEqual([{ type: "text", text: "Two tickets, please" }]);

  await chat.input.fill("Where is");
  await press("Insert my order");
  await chat.input.pressSequentially(" now");
  await expect(chat.input).toHaveValue(/ 4711/);
  await expect(chat.input).toBeFocused();

  await chat.input.fill("This one");
  await page
    .locator("input[type=file]")
    .first()
    .setInputFiles([png("pier.png")]);
  await expect(page.locator(".causerie-picked-item")).toHaveCount(1);
  await press("Ask politely");
  await expect.poll(() => chat.sent().at(-1)).toMatchObject({ type: "files", text: "This one, please" });
  await expect(page.getByRole("button", { name: "No function" })).toHaveCount(0);
});

test("an error in the page's button is the page's, and the chat goes on", async ({ page, chat, pageErrors }) => {
  await page.addInitScript(() => {
    const press = (): never => {
      throw new Error("broken on purpose");
    };
    (globalThis as { Causerie?: unknown }).Causerie = [["config", { composerActions: [{ label: "Break", press }] }]];
  });
  await chat.visit({ features: "composer-actions" });
  await page.getByRole("button", { name: "Break" }).click();
  await expect.poll(() => pageErrors.splice(0)).toEqual(["Error: broken on purpose"]);
  await chat.say("Hello");
  await expect(chat.said("Hello")).toContainText("Sent");
});

test("a React page gives its buttons as a setting", async ({ page }) => {
  await using server = await startFakeChatServer(serveHostSite({}));
  const chat = new WidgetPage(page, server);
  await page.goto(new URL("/react?mode=inline", server.endpoint).href);
  await page.evaluate(() => {
    const press = (field: Field): void => {
      field.setText(field.text.toUpperCase());
      field.send();
    };
    (globalThis as unknown as { setChatProps: (props: object) => void }).setChatProps({
      features: ["composer-actions"],
      settings: { composerActions: [{ label: "Shout", press }] },
    });
  });
  await chat.input.fill("Two tickets");
  await page.getByRole("button", { name: "Shout" }).click();
  await expect.poll(() => chat.sent()).toEqual([{ type: "text", text: "TWO TICKETS" }]);
  await page.close(); // Before its server ends.
});

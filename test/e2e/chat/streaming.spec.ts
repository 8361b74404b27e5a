import { expect, test, type WidgetPage } from "#e2e/widget-page.ts";

const author = { role: "bot" };
const whole = "The **last ferry** leaves at 23:10.";

function begin(chat: WidgetPage): void {
  chat.server.log().append({ type: "message.start", messageId: "s1", author });
}

function write(chat: WidgetPage, offset: number, text: string): void {
  chat.server.frame({ type: "delta", messageId: "s1", offset, text });
}

function end(chat: WidgetPage, text: string, stopped = false): void {
  const message = { type: "text" as const, text, buttons: [], quickReplies: [] };
  chat.server
    .log()
    .append({ type: "message.final", messageId: "s1", author, message, stopped }, { type: "turn.end", of: 1 });
}

test("an answer that is being written can be stopped, by a button that keeps the focus; that is announced", async ({
  page,
  chat,
}) => {
  await chat.visit();
  const stop = page.getByRole("button", { name: "Stop the answer" });
  begin(chat);
  write(chat, 0, "The **last");
  await expect(stop).toBeVisible();
  await expect(chat.choice("Send")).toHaveCount(0);
  await chat.input.fill("wait");
  await expect(stop).toHaveCount(0); // The text can be sent while the answer grows.
  await chat.input.fill("");
  await stop.focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => chat.server.requests).toContain("POST /conversations/c-1/stop");
  await expect(page.getByRole("status").filter({ hasText: "Stopping the answer…" })).toBeVisible();
  end(chat, "The **last", true);
  await expect(chat.choice("Send")).toBeFocused();
  await expect(chat.thread.locator("strong")).toHaveText("last");
  await expect(chat.said("This answer was cut short.")).toBeVisible();
  await expect(page.locator('[aria-live="polite"]')).toContainText("This answer was cut short.");
});

test("a bot that thinks for long can be stopped as well", async ({ page, chat }) => {
  await chat.visit();
  chat.server.frame({ type: "typing", on: true });
  await expect(page.getByText("An answer is being written")).toBeAttached();
  await expect(page.getByRole("button", { name: "Stop the answer" })).toBeVisible();
  chat.server.log().append({ type: "turn.end", of: 1 });
  await expect(chat.choice("Send")).toBeVisible();
});

test("a server that cannot stop is asked once", async ({ page, chat }) => {
  await chat.visit();
  chat.server.faults.stopStatus = 404;
  begin(chat);
  write(chat, 0, "On and on");
  await page.getByRole("button", { name: "Stop the answer" }).click();
  await expect(chat.choice("Send")).toBeVisible();
  write(chat, 9, " and on");
  await expect(chat.said("On and on and on")).toBeVisible();
  await expect(page.getByRole("button", { name: "Stop the answer" })).toHaveCount(0);
});

test("Escape closes the window and lets the answer go on", async ({ page, chat }) => {
  await chat.visit();
  begin(chat);
  write(chat, 0, "The last");
  await expect(chat.said("The last")).toBeVisible();
  await chat.input.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  expect(chat.server.requests.filter((request) => request.endsWith("/stop"))).toEqual([]);
});

test("half a mark never shows while a text grows", async ({ chat }) => {
  await chat.visit();
  begin(chat);
  for (let at = 0; at < whole.length; at += 1) {
    write(chat, at, whole.slice(at, at + 1));
    if (at > 6) await expect(chat.messages.last()).not.toContainText("*");
  }
  await expect(chat.thread.locator("strong")).toHaveText("last ferry");
  end(chat, whole);
  await expect(chat.said("leaves at 23:10.")).toBeVisible();
});

test("a visitor who returns while an answer grows sees all of it so far, and then the rest", async ({ page, chat }) => {
  await chat.visit();
  begin(chat);
  write(chat, 0, "The **last");
  await expect(chat.said("The last")).toBeVisible();
  await page.reload();
  await expect.poll(() => chat.server.readers()).toBe(1);
  await expect(page.locator(".causerie-typing")).toBeVisible();
  write(chat, 0, "The **last ferry** ");
  write(chat, 19, "leaves");
  await expect(chat.said("The last ferry leaves")).toBeVisible();
  end(chat, whole);
  await expect(chat.said("The last ferry leaves at 23:10.")).toBeVisible();
});

test("a growing answer has a caret that no screen reader reads, and no clock before its end", async ({
  page,
  chat,
}) => {
  await chat.visit();
  const answer = chat.messages.last();
  const time = answer.locator("time");
  const carets = (): Promise<string[]> =>
    answer.evaluate((message) =>
      Array.from(message.querySelectorAll("*"))
        .filter((element) => Number.parseFloat(getComputedStyle(element, "::after").borderInlineStartWidth) > 2)
        .map((element) => element.textContent ?? ""),
    );
  begin(chat);
  write(chat, 0, "The ferries:\n\n- at `eight`\n- at ");
  await expect.poll(carets).toEqual(["at "]); // The end of the text, and no other line.
  await expect(time).toHaveCount(0);
  await expect(answer).toMatchAriaSnapshot(`
    - listitem:
      - text: "Assistant said:"
      - paragraph: "The ferries:"
      - list:
        - listitem:
          - paragraph:
            - text: at
            - code: eight
        - listitem:
          - paragraph: at
  `);
  const moves = (): Promise<number> =>
    page.evaluate(() => document.querySelector("causerie-chat")?.shadowRoot?.getAnimations().length ?? 0);
  await expect.poll(moves).toBeGreaterThan(0);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await expect.poll(moves).toBe(0);
  expect(await carets()).toEqual(["at "]);
  end(chat, "The ferries:\n\n- at `eight`\n- at nine");
  await expect(time).toBeVisible();
  expect(await carets()).toEqual([]);
});

import { expect, type Locator, type Page } from "@playwright/test";

/** The chat as a person uses it, by the names that a screen reader speaks. */
export class ChatPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get launcher(): Locator {
    return this.page.getByRole("button", { name: /^Chat\b/ });
  }

  get input(): Locator {
    return this.page.getByRole("textbox", { name: "Your message" });
  }

  get thread(): Locator {
    return this.page.getByRole("region", { name: "Conversation" });
  }

  /** All bubbles, the oldest first. */
  get messages(): Locator {
    return this.thread.locator('[part~="message"]');
  }

  /** The visitor's or the assistant's bubbles that hold this text. */
  said(text: string | RegExp): Locator {
    return this.messages.filter({ hasText: text });
  }

  async open(): Promise<void> {
    await this.launcher.click();
    await expect(this.input).toBeFocused();
  }

  async say(text: string): Promise<void> {
    await this.input.fill(text);
    await this.input.press("Enter");
  }

  /** A quick reply or button. */
  choice(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }
}

import { expect, test } from "vitest";

test("the package exports these names; taking one away breaks those who use it", async () => {
  expect(Object.keys(await import("./index.ts")).sort()).toMatchInlineSnapshot(`
    [
      "Announcer",
      "Bubble",
      "Button",
      "Buttons",
      "Card",
      "Carousel",
      "Chat",
      "ChatProvider",
      "Composer",
      "ConnectionNotice",
      "Header",
      "Launcher",
      "Media",
      "Message",
      "Panel",
      "PlainText",
      "QuickReplies",
      "RichText",
      "Thread",
      "TypingIndicator",
      "UnreadAnnouncer",
      "createChat",
      "createTranslate",
      "en",
      "useChat",
      "useChatState",
      "useComposer",
      "useConnection",
      "useEntries",
      "useStop",
      "useText",
      "useUnread",
    ]
  `);
});

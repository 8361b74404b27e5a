import { expect, test } from "vitest";
import { keywordUnderstanding } from "./keywords.ts";
import type { UnderstandingRequest } from "./understanding.ts";

const understander = keywordUnderstanding([
  { intent: "farewell", keywords: { "en-GB": ["chat"] } },
  { intent: "animals", keywords: { "fr-CA": ["chat"] } },
]);

function intentIn(locale: string): string | undefined {
  const request: UnderstandingRequest = {
    content: { type: "text", text: "chat" },
    locale,
    channel: "web",
    conversationId: "c1",
    now: 0,
    timeZone: "UTC",
    expected: [],
    history: async () => [],
    signal: new AbortController().signal,
  };
  const understood = understander.understand(request);
  return understood instanceof Promise ? undefined : understood?.intent;
}

test("a phrase in the language of the conversation comes first, whatever its region and whatever the conversation's", () => {
  expect(intentIn("fr-FR")).toBe("animals");
  expect(intentIn("fr")).toBe("animals");
  expect(intentIn("en-US")).toBe("farewell");
});

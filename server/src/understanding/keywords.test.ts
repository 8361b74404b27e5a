import { expect, test } from "vitest";
import { keywordUnderstanding } from "./keywords.ts";
import type { UnderstandingRequest } from "./understanding.ts";

const understander = keywordUnderstanding([
  { intent: "farewell", keywords: { "en-GB": ["chat"] } },
  { intent: "animals", keywords: { "fr-CA": ["chat"] } },
  { intent: "station", keywords: { ja: ["駅"], zh: ["火车站"], th: ["สถานี"] } },
  { intent: "street", keywords: { de: ["Straße"] } },
]);

function intentIn(locale: string, text = "chat"): string | undefined {
  const request: UnderstandingRequest = {
    content: { type: "text", text },
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

test("a keyword is found inside a text without spaces, and by its full case folding", () => {
  expect(intentIn("ja", "駅はどこですか")).toBe("station");
  expect(intentIn("zh", "请问火车站在哪里")).toBe("station");
  expect(intentIn("th", "สถานีอยู่ที่ไหน")).toBe("station");
  expect(intentIn("ja", "空港はどこですか")).toBeUndefined();
  expect(intentIn("de", "welche STRASSE?")).toBe("street");
  expect(intentIn("de", "welche strasse?")).toBe("street");
});

import { sentencesFor } from "#bot/sentences/sentences-for.ts";
import type { PushConnector } from "#channel/connector.ts";
import { hostConnector } from "#channel/host/hosted-connector.ts";
import { expect, test } from "vitest";
import { createLateNotice } from "./late-notice.ts";

const connector: PushConnector = {
  id: "page",
  channel: "test",
  delivery: "push",
  capabilities: {
    reply: { type: "async" },
    proactive: { type: "always" },
    text: { max: 1_000, formats: ["plain"] },
    typing: false,
    stream: "paragraphs",
    groups: false,
    interface: "text",
  },
  render: (message) => ({ payloads: message.type === "text" ? message.text.split(". ") : [], losses: [] }),
  deliver: async () => {},
};
const connectors = new Map([["page", hostConnector(connector, { tokenKey: new Uint8Array(32), report: () => {} })]]);
const address = { user: "ada", scope: "direct" } as const;
const item = {
  id: "a.1",
  connectorId: "page",
  conversationId: "ada",
  address,
  payload: 1,
  attempt: 1,
  resent: false,
  waitedMs: 9,
};

test("it is in the language of the conversation, in the seven that the bot knows, else in the bot's first", async () => {
  const locales = ["it", "en", "fr", "de", "es", "nl", "pt"] as const;
  const textIn = async (locale: string | undefined): Promise<string> => {
    const noticeOf = createLateNotice({ people: { localeOf: async () => locale }, connectors, locales });
    const parts = await noticeOf(item);
    expect(parts.map(({ id }) => id)).toEqual(["a.1.late.0", "a.1.late.1"]);
    return parts.map(({ payload }) => payload).join(". ");
  };
  const texts = await Promise.all(locales.map(textIn));
  expect(texts).toEqual(locales.map((locale) => sentencesFor(locale).tooLate));
  expect(new Set(texts).size).toBe(7);
  expect(await textIn("fr-CA")).toBe(sentencesFor("fr").tooLate);
  expect(await textIn(undefined)).toBe(sentencesFor("it").tooLate);
  expect(await textIn("fi")).toBe(sentencesFor("it").tooLate);
});

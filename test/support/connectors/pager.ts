import type { ConnectorDefinition } from "@causerie/server/connector";
import type * as kit from "@causerie/server/connector";

/**
 * A pager that shows ten letters. It takes what it needs, so that its source can be written into a configuration file:
 * `(${createPager.toString()})(kit)`.
 */
export function createPager({ direct, toPlainText, webhook }: typeof kit): ConnectorDefinition {
  const id = "beeper";
  return {
    id,
    channel: "pager",
    path: "/pager",
    start: (host) => ({
      connector: {
        id,
        channel: "pager",
        delivery: "push",
        capabilities: {
          reply: { type: "async" },
          proactive: { type: "always" },
          text: { max: 10, formats: ["plain"] },
          typing: false,
          stream: "paragraphs",
          groups: false,
          interface: "text",
        },
        render(message) {
          const words = toPlainText(message);
          const losses = words.length > 10 ? [{ rule: "text_shortened", detail: "message" }] : [];
          return { payloads: [words.slice(0, 10)], losses };
        },
        deliver: async () => undefined,
      },
      router: webhook(async ({ body }) => {
        const { key, text } = JSON.parse(body.toString()) as { key: string; text: string };
        const where = { connectorId: id, conversationId: "pager:1", address: direct("1") };
        await host.accept({ ...where, id: key, at: host.now(), content: { type: "text", text } });
        return { status: 200 };
      }),
    }),
  };
}

import type { Bot } from "@causerie/server";
import { type Overrides, whatsapp, type WhatsAppOptions } from "@causerie/server";
import { startTestServer } from "#support/server/start-test-server.ts";
import { numberOptions } from "./business-number.ts";
import { FakeWhatsApp } from "./fake-whatsapp.ts";

/** A number at the platform, and a server that answers on it. */
export async function startNumber(bot: Bot, options: Partial<WhatsAppOptions> = {}, overrides: Overrides = {}) {
  await using parts = new AsyncDisposableStack();
  const platform = parts.use(await FakeWhatsApp.start());
  const number = whatsapp(numberOptions({ graphBaseUrl: platform.baseUrl, ...options }));
  const server = parts.use(await startTestServer({ bot, connectors: [number] }, overrides));
  platform.webhookUrl = `${server.url}/whatsapp`;
  const kept = parts.move();
  return {
    platform,
    server,
    /** What the person reads after this. */
    after: async (act: () => Promise<unknown>): Promise<string[]> => {
      const before = platform.sent.length;
      await act();
      await server.idle();
      return platform.texts.slice(before);
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

import { type Bot, createBot, story, web } from "@causerie/server";
import { StaleLeaseError } from "@causerie/server/app/errors.ts";
import type { BotHost } from "@causerie/server/bot/bot-host.ts";
import type { Lease } from "@causerie/server/conversation/turns.ts";
import type { BotRuntime } from "@causerie/server/pipeline/inbox/bot-runtime.ts";
import { describe, expect, onTestFinished, test } from "vitest";
import { voice } from "#support/connectors/voice.ts";
import { VoiceDevice } from "#support/connectors/voice-device.ts";
import { rejectionOf } from "#support/rejection-of.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";

const delay = story("delay");

/** What the runtimes under test say: to a text that they have heard it, and to a notification that the train is late. */
export function answerTo(said: string): string[] {
  return said === "notification" ? ["Your train is late."] : ["One moment.", `You said ${said}.`];
}

export const answeringBot: Bot = createBot({
  stories: [delay.handle(() => answerTo("notification"))],
  fallback: ({ event: { content } }) => answerTo(content.type === "text" ? content.text : content.type),
});

type OpenRuntime = () => Promise<AsyncDisposable & { runtime: (host: BotHost) => BotRuntime }>;

/** What the rest of the server builds on, whatever it is that answers. */
export function runtimeContract(name: string, open: OpenRuntime): void {
  describe(`${name} as what answers`, () => {
    /** A server that this runtime answers for, and each of its turns as it was when `handle` resolved. */
    async function start() {
      const opened = await open();
      onTestFinished(() => opened[Symbol.asyncDispose]());
      const handled: { lease: Lease; host: BotHost; runtime: BotRuntime }[] = [];
      const server = await startTestServer(
        { bot: answeringBot, connectors: [web({ origins: [] }), voice({ secret: "s", deadlineMs: 3_000 })] },
        {
          runtime: (host) => {
            const runtime = opened.runtime(host);
            return {
              handle: async (lease, signal) => {
                await runtime.handle(lease, signal);
                handled.push({ lease, host, runtime });
              },
              apologize: (lease) => runtime.apologize(lease),
            };
          },
        },
      );
      return { server, handled, device: new VoiceDevice(server.url, "s") };
    }

    test("each event is answered once, in the order in which they came", async () => {
      const { server } = await start();
      await using _server = server;
      const client = await RestClient.start(`${server.url}/web`);
      for (const text of ["a", "b", "c"]) await client.send(text, text);
      await server.idle();
      const { body } = await client.events();
      expect(textsOf(body.events)).toEqual(["a", "b", "c"].flatMap(answerTo));
    });

    test("a channel that answers in its response has the whole answer, and knows that it is whole", async () => {
      const { server, device } = await start();
      await using _server = server;
      expect(await device.hears("ana", "1", "hello")).toEqual({ say: answerTo("hello"), more: false });
    });

    test("whoever lets the bot speak first learns that it has spoken", async () => {
      const { server } = await start();
      await using _server = server;
      const client = await RestClient.start(`${server.url}/web`);
      await client.send("1", "hello");
      await server.idle();
      const recipient = { connectorId: "web", userId: client.session.visitorId };
      expect(await server.notify(recipient, delay.link(), { waitMs: 3_000 })).toEqual({ outcome: "sent" });
      expect(textsOf((await client.events()).body.events).at(-1)).toBe("Your train is late.");
    });

    test("when it has handled an event the turn is over", async () => {
      const { server, handled, device } = await start();
      await using _server = server;
      await device.hears("ana", "1", "hello");
      await server.idle();
      for (const { lease, host } of handled) {
        await rejectionOf(host.turns.append(lease, { events: [], deliveries: [] }, host.now()), StaleLeaseError);
      }
      expect(handled).toHaveLength(1);
    });

    test("it has an apology, which answers the event that could not be handled", async () => {
      const { server, handled, device } = await start();
      await using _server = server;
      await device.hears("ana", "1", "hello");
      await server.idle();
      for (const { lease, runtime } of handled) {
        const { events } = runtime.apologize(lease);
        expect(events[0]).toMatchObject({ body: { type: "message", of: lease.seq } });
      }
      expect(handled).toHaveLength(1);
    });
  });
}

import { createBot } from "@causerie/server";
import { expect, test } from "vitest";
import { countDeliveries } from "#support/dead-platform/count-deliveries.ts";
import { hello, livingPlatforms, type Platform, platforms } from "#support/dead-platform/platforms.ts";
import { startSilentServer } from "#support/dead-platform/silent-server.ts";
import { startTestServer } from "#support/server/start-test-server.ts";

const bot = createBot({ stories: [hello.handle(() => "Good day.")], fallback: () => "?" });

/** Deliveries under way: of all, and of one connector. */
const [most, share] = [16, 8];

test.each(Object.keys(platforms) as (keyof typeof platforms)[])(
  "while %s answers no call, however many people wait there, people of the other channels are answered",
  async (dead) => {
    await using parts = new AsyncDisposableStack();
    const silent = parts.use(await startSilentServer());
    const gone = parts.use(await platforms[dead](silent.url));
    const living: Platform[] = [];
    for (const [name, start] of Object.entries(livingPlatforms))
      if (name !== dead) living.push(parts.use(await start()));
    const [counted, deliveries] = countDeliveries(gone.definition);
    const server = parts.use(
      await startTestServer(
        {
          bot,
          connectors: [counted, ...living.map(({ definition }) => definition)],
          maxDeliveries: most,
          deliveriesPerConnector: share,
          deliveriesPerKind: share,
        },
        // What hangs is not waited for when the server stops.
        { graceMs: 0 },
      ),
    );
    // More than all places together.
    await Promise.all(Array.from({ length: 2 * most }, (_, person) => gone.meet(server, person)));
    await expect.poll(() => deliveries.underWay).toBe(share);
    for (const channel of living) await channel.meet(server, 1);
    for (const channel of living) await expect.poll(() => channel.shown()).toEqual(["Good day."]);
    expect(deliveries.underWay).toBe(share);
  },
);

import type { LogBody } from "#channel/log.ts";
import type { Interruption } from "#pipeline/signals/signals.ts";
import { expect, test } from "vitest";
import type { Watch } from "./sweep.ts";
import { createWatching } from "./watching.ts";

const says = (clientId: string): LogBody => ({ type: "visitor", clientId, content: { type: "text", text: clientId } });

test("a turn is broken off by what the person said since, not by what came in later and has its answer", async () => {
  const bodies: LogBody[] = [says("second"), says("first"), { type: "turn.end", of: 2 }, says("third")];
  const log = bodies.map((body, index) => ({ seq: index + 1, at: 1_000, ...body }));
  const watches: Watch[] = [];
  const watching = createWatching({
    signals: { subscribe: () => ({ [Symbol.dispose]: () => {} }) },
    log: { read: async (_id, after) => log.slice(after) },
    sweep: {
      add: (watch) => {
        watches.push(watch);
        return { [Symbol.dispose]: () => {} };
      },
    },
  });
  const interruptions: Interruption[] = [];
  using _watch = watching.interruptions({ conversation: { id: "ada" }, seq: 1, attempt: 1 }, (each) =>
    interruptions.push(each),
  );
  watches[0]?.found({ lastSeq: 4, stopped: false });
  await expect.poll(() => interruptions).toEqual([{ type: "superseded", seq: 4 }]);
});

import { expect, test } from "vitest";
import { createLogger } from "@causerie/server/app/logger.ts";
import { maskPeople } from "@causerie/server/app/masked-logger.ts";

function logWith(pattern: RegExp): string[] {
  const lines: string[] = [];
  const { logger, setKey } = maskPeople(createLogger("info", { write: (line: string) => void lines.push(line) }), [
    pattern,
  ]);
  setKey(Buffer.alloc(32, 1));
  logger.info({ conversationId: "mine:77 mine:78" }, "first");
  logger.info({ conversationId: "mine:77 mine:78" }, "second");
  return lines;
}

test("all people in a line are hashed, whatever flags a connector's pattern has", () => {
  for (const pattern of [/(?<=mine:)\d+/g, /(?<=mine:)\d+/, /(?<=MINE:)\d+/i, /(?<=mine:)\d+/gy]) {
    const lines = logWith(pattern);
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).not.toMatch(/mine:7/);
  }
});

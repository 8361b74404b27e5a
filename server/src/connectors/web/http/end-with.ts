import type { ServerResponse } from "node:http";
import type { Line } from "#connectors/web/reading/lines.ts";

/** Ends the line when its peer leaves, also when it has left before the line was opened: that is not told again. */
export function endWith(response: ServerResponse, line: Line): void {
  response.once("close", () => line.end("gone"));
  if (response.closed || response.destroyed) line.end("gone");
}

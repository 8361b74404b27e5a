import { createHash } from "node:crypto";
import type { EventContent } from "./event.ts";

/** Names what was tapped: the same for two taps on one choice. Undefined: the person did something else. */
export function tapKey(content: EventContent): string | undefined {
  if (content.type !== "postback") return undefined;
  return createHash("sha256")
    .update(JSON.stringify([content.link, content.label]))
    .digest("base64url")
    .slice(0, 16);
}

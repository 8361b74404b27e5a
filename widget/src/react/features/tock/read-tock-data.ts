import type { Message } from "@causerie/protocol";

/** How a link is opened: in a window of its own, or in the page's place. */
export type Opening = { target: string; windowFeatures: string };
export type TockData = { html: string; message: Message | undefined; openings: ReadonlyMap<string, Opening> };

/** What the connection to Tock has made. A bot may send a message of the same name: `message` counts only with its parts. */
export function readTockData(data: unknown): TockData | undefined {
  const { html, message, openings } = Object(data) as Record<string, unknown>;
  if (typeof html !== "string") return undefined;
  const entries = Object.entries(Object(openings) as Record<string, unknown>).map(([url, opening]) => {
    const { target = "_blank", windowFeatures = "" } = Object(opening) as Partial<Opening>;
    return [url, { target, windowFeatures }] as const;
  });
  return { html, message: isMessage(message) ? message : undefined, openings: new Map(entries) };
}

function isMessage(input: unknown): input is Message {
  const { type } = Object(input) as { type?: unknown };
  return type === "text" || type === "card" || type === "carousel" || type === "media";
}

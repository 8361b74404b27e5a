import { buffer } from "node:stream/consumers";
import { type Bot, createBot, story } from "@causerie/server";

const files = story("files", { events: ["attachment"] });

/** Says of each file what a story can know of it. */
export function createFileBot(): Bot {
  return createBot({
    stories: [
      files.handle(async ({ event: { content }, blobs }) => {
        if (content.type !== "attachment") return "nothing";
        const said = content.attachments.map(async ({ kind, name, mediaType, bytes, alt, blob }) => {
          const kept = blob === undefined ? undefined : await blobs.get(blob);
          const read = kept === undefined ? 0 : (await buffer(kept.content())).length;
          return [kind, name, mediaType, bytes, alt, `${read} bytes read`].join(", ");
        });
        return [content.text, ...(await Promise.all(said))].filter((line) => line !== undefined).join("; ");
      }),
    ],
    fallback: () => "no file",
  });
}

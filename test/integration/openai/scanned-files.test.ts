import { buffer } from "node:stream/consumers";
import { createBot, type FileScanner, story } from "@causerie/server";
import { expect, test } from "vitest";
import { startEndpoint } from "#support/openai/endpoint-world.ts";

const files = story("files", { events: ["attachment"] }).handle(async ({ event: { content }, blobs }) => {
  const all = content.type === "attachment" ? content.attachments : [];
  const said = all.map(async ({ blob = "", missing }) => {
    const kept = await blobs.get(blob);
    return kept === undefined ? String(missing) : (await buffer(kept.content())).toString();
  });
  return (await Promise.all(said)).join(", ");
});

test("the scanner looks at each file of a request once, and no story gets one that it refuses", async () => {
  const seen: string[] = [];
  const scanner: FileScanner = {
    async scan({ mediaType, content }) {
      const bytes = (await buffer(content())).toString();
      seen.push(`${mediaType} ${bytes}`);
      return bytes === "bad" ? "refused" : "clean";
    },
  };
  const bot = createBot({ stories: [files], fallback: () => "?" });
  await using world = await startEndpoint({ bot }, { scanner });
  const pictures = ["good", "bad"].map((bytes) => ({
    type: "image_url" as const,
    image_url: { url: `data:image/png;base64,${Buffer.from(bytes).toString("base64")}` },
  }));
  const completion = await world.client.chat.completions.create({
    model: "causerie",
    user: "ana",
    messages: [{ role: "user", content: pictures }],
  });
  expect(completion.choices[0]?.message.content).toBe("good, scanner");
  expect(seen).toEqual(["image/png good", "image/png bad"]);
});

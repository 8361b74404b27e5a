import { section, type SlackBlock, type SlackMessage } from "#connectors/slack/block.ts";
import { limits } from "#connectors/slack/limits.ts";
import { writeLink } from "./mrkdwn.ts";

/**
 * The same message for a Slack that has refused its blocks: it refuses all of them when it cannot fetch one picture, and an older one knows no
 * carousel. Pictures become links, and cards stand under one another. Undefined: there is nothing simpler.
 */
export function toSimplerMessage(message: SlackMessage): SlackMessage | undefined {
  const blocks = (message.blocks ?? []) as readonly SlackBlock[];
  const simpler = blocks.flatMap(toSimpler);
  if (JSON.stringify(simpler) === JSON.stringify(blocks)) return undefined;
  return { text: message.text, blocks: simpler };
}

function toSimpler(block: SlackBlock): SlackBlock[] {
  switch (block.type) {
    case "image":
      return [linkTo(block.image_url, block.alt_text)];
    case "section": {
      const { accessory, ...rest } = block;
      return accessory === undefined ? [block] : [rest];
    }
    case "carousel":
      return block.elements.flatMap(({ title, body, hero_image: image, actions = [] }): SlackBlock[] => {
        const words = [title === undefined ? "" : `*${title.text}*`, body?.text ?? ""].filter((each) => each !== "");
        const picture =
          image === undefined ? "" : writeLink(image.image_url, image.alt_text.slice(0, 100).toWellFormed());
        const all = [...words, picture].filter((each) => each !== "").join("\n");
        const text = all.length <= limits.text ? all : words.join("\n");
        return [
          ...(text === "" ? [] : [section(text)]),
          ...(actions.length === 0 ? [] : [{ type: "actions" as const, elements: actions }]),
        ];
      });
    case "header":
    case "context":
    case "actions":
    case "divider":
      return [block];
  }
}

function linkTo(url: string, words: string): SlackBlock {
  const link = writeLink(url, words.slice(0, 200).toWellFormed());
  return section(link.length <= limits.text ? link : words.slice(0, 200));
}

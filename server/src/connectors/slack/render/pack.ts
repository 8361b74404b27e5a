import type { SlackBlock, SlackMessage } from "#connectors/slack/block.ts";
import { limits } from "#connectors/slack/limits.ts";
import { toWords } from "#connectors/slack/words.ts";
import { shortenEscaped } from "./mrkdwn.ts";

/** The blocks in as few messages as Slack takes, in order. */
export function packBlocks(blocks: readonly SlackBlock[]): SlackMessage[] {
  const messages: SlackBlock[][] = [];
  let room = whole;
  for (const block of blocks) {
    const last = messages.at(-1);
    const needs = { blocks: simplerBlocksOf(block), text: lengthOf(block), buttons: buttonsIn(block) };
    if (last !== undefined && fits(needs, room)) last.push(block);
    else {
      messages.push([block]);
      room = whole;
    }
    room = {
      blocks: room.blocks - needs.blocks,
      text: room.text - needs.text,
      buttons: room.buttons - needs.buttons,
    };
  }
  return messages.map((some) => ({ text: summaryOf(some), blocks: some }));
}

type Room = { blocks: number; text: number; buttons: number };

const whole: Room = { blocks: limits.blocks, text: limits.message, buttons: limits.actions.perMessage };

function fits(needs: Room, room: Room): boolean {
  if (needs.blocks > room.blocks || needs.text > room.text) return false;
  return needs.buttons === 0 || needs.buttons <= room.buttons;
}

/** As many as `toSimplerMessage` makes of it, so that there is room for them. */
function simplerBlocksOf(block: SlackBlock): number {
  return block.type === "carousel" ? 2 * block.elements.length : 1;
}

function buttonsIn(block: SlackBlock): number {
  if (block.type === "actions") return block.elements.length;
  if (block.type !== "carousel") return 0;
  return block.elements.reduce((count, { actions = [] }) => count + actions.length, 0);
}

/** Units of the texts that people read. */
function lengthOf(block: SlackBlock): number {
  switch (block.type) {
    case "section":
    case "header":
      return block.text.text.length;
    case "context":
      return block.elements.reduce((sum, { text }) => sum + text.length, 0);
    case "actions":
      return block.elements.reduce((sum, { text }) => sum + text.text.length, 0);
    case "carousel":
      return block.elements.reduce(
        (sum, { title, body }) => sum + (title?.text.length ?? 0) + (body?.text.length ?? 0),
        0,
      );
    case "image":
      return block.alt_text.length;
    case "divider":
      return 0;
  }
}

/** Units of what a notification and a screen reader have of a message. */
const longestSummary = 600;

/** The words of a message for where its blocks are not shown. */
function summaryOf(blocks: readonly SlackBlock[]): string {
  const words = blocks.map(wordsIn).find((each) => each.trim() !== "") ?? "";
  const summary = shortenEscaped(toWords(words).replaceAll("\u200b", ""), longestSummary);
  return summary === "" ? "…" : summary;
}

function wordsIn(block: SlackBlock): string {
  switch (block.type) {
    case "section":
    case "header":
      return block.text.text.replaceAll(/(?<![\p{L}\p{N}])[*_~`]+|[*_~`]+(?![\p{L}\p{N}])/gu, "");
    case "image":
      return block.alt_text;
    case "carousel":
      return block.elements.map(({ title }) => title?.text ?? "").join(", ");
    case "context":
      return block.elements.map(({ text }) => text).join("\n");
    case "actions":
      return block.elements.map(({ text }) => text.text).join(", ");
    case "divider":
      return "";
  }
}

import type { StoredFile } from "#channel/message/message.ts";

/** Text with Slack's own marks, or without any. */
export type SlackText = { type: "mrkdwn"; text: string } | { type: "plain_text"; text: string; emoji?: true };

export type SlackImage = { type: "image"; image_url: string; alt_text: string };

/** `value` comes back when it is tapped. */
export type SlackButton = {
  type: "button";
  text: SlackText;
  action_id: string;
  value?: string;
  url?: string;
};

export type SlackCard = {
  type: "card";
  hero_image?: SlackImage;
  title?: SlackText;
  body?: SlackText;
  actions?: SlackButton[];
};

/** The blocks that this connector sends, of those that Slack has (docs.slack.dev/reference/block-kit/blocks). */
export type SlackBlock =
  | { type: "section"; text: SlackText; accessory?: SlackImage }
  | { type: "header"; text: SlackText }
  | { type: "context"; elements: SlackText[] }
  | { type: "actions"; elements: SlackButton[] }
  | { type: "carousel"; elements: SlackCard[] }
  | { type: "divider" }
  | SlackImage;

/** `text`: what a notification says. A story's own message may have any block of Slack's. */
export type SlackMessage = {
  text: string;
  blocks?: readonly (SlackBlock | { type: string; [field: string]: unknown })[];
};

/** A file of the server's own store, which is uploaded. */
export type SlackFile = { file: StoredFile; alt: string };

export type SlackPayload = SlackMessage | SlackFile;

export function section(words: string): SlackBlock {
  return { type: "section", text: { type: "mrkdwn", text: words } };
}

import type { Capabilities, ChoiceLimits } from "#channel/capabilities.ts";

/** What a channel can do, in a few lines for the operator. */
export function describeCapabilities(capabilities: Capabilities): string[] {
  const { text, groups } = capabilities;
  const unit = text.unit === "bytes" ? "bytes" : "characters";
  return [
    `texts: ${upTo(text.max)} ${unit} (${text.formats.join(", ")}), ${streams[capabilities.stream]}`,
    `choices: ${choicesOf(capabilities).join(", ") || "numbered in the text"}`,
    `files: ${filesOf(capabilities).join(", ") || "as links"}`,
    `answers: ${[replyOf(capabilities), speaksFirst(capabilities)].join(", ")}`,
    `people: ${capabilities.interface === "voice" ? "listen" : "read"}, ${groups ? "alone or in groups" : "one by one"}`,
  ];
}

const streams: Record<Capabilities["stream"], string> = {
  native: "shown while they are written",
  edit: "shown by edits while they are written",
  paragraphs: "shown paragraph by paragraph while they are written",
};

function choicesOf({ buttons, quickReplies, list, carousel }: Capabilities): string[] {
  return [
    ...(buttons === undefined ? [] : [describeChoices("buttons", buttons)]),
    ...(quickReplies === undefined ? [] : [describeChoices("quick replies", quickReplies)]),
    ...(list === undefined ? [] : [`${upTo(list.rows)} rows of a list (${upTo(list.title)} characters)`]),
    ...(carousel === undefined ? [] : [`${upTo(carousel.cards)} cards`]),
  ];
}

function describeChoices(kind: string, { count, label }: ChoiceLimits): string {
  return `${upTo(count)} ${kind} (${upTo(label)} characters)`;
}

function filesOf({ media = {} }: Capabilities): string[] {
  return Object.entries(media).map(([kind, { maxBytes }]) => `${kind} of ${upTo(Math.floor(maxBytes / 1024))} kB`);
}

function replyOf({ reply }: Capabilities): string {
  return reply.type === "async" ? "at any time" : `in the response, within ${reply.deadlineMs / 1000} s`;
}

function speaksFirst({ proactive }: Capabilities): string {
  switch (proactive.type) {
    case "always":
      return "the bot may speak first";
    case "never":
      return "the bot never speaks first";
    case "window":
      return `the bot may speak first within ${(proactive.ms / 3_600_000).toFixed(1)} h of the person's last act`;
  }
}

function upTo(limit: number): string {
  return limit >= Number.MAX_SAFE_INTEGER ? "any number of" : `up to ${limit}`;
}

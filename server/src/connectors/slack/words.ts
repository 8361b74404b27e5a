/**
 * What somebody has written, as plain words. Slack escapes three signs, and writes people, channels and links between `<` and `>`
 * (docs.slack.dev/messaging/formatting-message-text).
 */
export function toWords(text: string): string {
  return text
    .replaceAll(/<([^<>\n]{1,4000})>/g, (_all, inside: string) => readReference(inside))
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

function readReference(inside: string): string {
  const bar = inside.indexOf("|");
  const [target, label] = bar < 0 ? [inside, ""] : [inside.slice(0, bar), inside.slice(bar + 1)];
  switch (target[0]) {
    case "@":
      return withSign("@", label === "" ? target.slice(1) : label);
    case "#":
      return withSign("#", label === "" ? target.slice(1) : label);
    case "!":
      // A whole group of people (`!here`), or a date with its words.
      return label === "" ? `@${target.slice(1).split("^")[0] ?? ""}` : label;
    default: {
      const shown = target.replace(/^(?:mailto|tel):/, "");
      return label === "" || label === shown || `http://${label}` === target || `https://${label}` === target
        ? shown
        : `${label} (${shown})`;
    }
  }
}

function withSign(sign: string, words: string): string {
  return words.startsWith(sign) ? words : `${sign}${words}`;
}

/** Without the name of the bot, by which people turn to it. Undefined: nobody says which name that is, so the first one is. */
export function withoutMention(text: string, bot: string | undefined): string {
  if (bot === undefined) return text.replace(/^\s*<@[A-Z0-9]{2,30}(?:\|[^<>]{0,200})?>[\s,:]*/, "").trim();
  return text
    .split(new RegExp(`<@${bot}(?:\\|[^<>]{0,200})?>`))
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join(" ")
    .replace(/^[,:]\s*/, "");
}

export function mentions(text: string, bot: string | undefined): boolean {
  return bot !== undefined && (text.includes(`<@${bot}>`) || text.includes(`<@${bot}|`));
}

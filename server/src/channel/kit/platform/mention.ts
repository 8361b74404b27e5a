/** Whether somebody names the bot. Names of others may begin with its own: `@bot-two` is not `@bot`. */
export function mentions(text: string, username: string): boolean {
  return username !== "" && pattern(username).test(text);
}

/** Without the bot's name, by which people turn to it. */
export function withoutMention(text: string, username: string): string {
  if (username === "") return text.trim();
  return text
    .split(pattern(username))
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join(" ")
    .replace(/^[,:]\s*/, "");
}

/** Whether it is for somebody else: it begins with their name. */
export function isForSomebodyElse(text: string, username: string): boolean {
  const [, name] = /^\s*@([a-z0-9][a-z0-9._-]{0,63})/i.exec(text) ?? [];
  return name !== undefined && name.replace(/[._-]+$/, "").toLowerCase() !== username.toLowerCase();
}

/** Names are letters, digits and `._-`; a sentence may end behind one. */
function pattern(username: string): RegExp {
  const name = username.replaceAll(/[.]/g, String.raw`\.`);
  return new RegExp(String.raw`(?<![\p{L}\p{N}_])@${name}(?![a-z0-9_-]|\.[a-z0-9])`, "iu");
}

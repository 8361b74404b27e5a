/** Slack names emojis by words. These are the ones by which people say what they think of an answer. */
const emojis: Readonly<Record<string, string>> = {
  "+1": "👍",
  thumbsup: "👍",
  "-1": "👎",
  thumbsdown: "👎",
  heart: "❤️",
  tada: "🎉",
  eyes: "👀",
  pray: "🙏",
  clap: "👏",
  raised_hands: "🙌",
  ok_hand: "👌",
  white_check_mark: "✅",
  heavy_check_mark: "✔️",
  x: "❌",
  fire: "🔥",
  rocket: "🚀",
  100: "💯",
  star: "⭐",
  smile: "😄",
  joy: "😂",
  slightly_smiling_face: "🙂",
  thinking_face: "🤔",
  disappointed: "😞",
  cry: "😢",
  rage: "😡",
  open_mouth: "😮",
  question: "❓",
  exclamation: "❗",
};

const tones: Readonly<Record<string, string>> = { 2: "🏻", 3: "🏼", 4: "🏽", 5: "🏾", 6: "🏿" };

/** The emoji itself, with the tone of its skin; one that a workspace has made, and a rare one, by its name between colons. */
export function emojiOf(name: string): string {
  const [base = "", tone] = name.split("::skin-tone-");
  const emoji = Object.hasOwn(emojis, base) ? emojis[base] : undefined;
  return emoji === undefined ? `:${name}:` : `${emoji}${tones[tone ?? ""] ?? ""}`;
}

/** Slack and Mattermost name emojis by words. These are the ones by which people say what they think of an answer. */
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

/** As Slack counts the tones of skin, and as Mattermost names them. */
const tones: Readonly<Record<string, string>> = {
  "::skin-tone-2": "🏻",
  "::skin-tone-3": "🏼",
  "::skin-tone-4": "🏽",
  "::skin-tone-5": "🏾",
  "::skin-tone-6": "🏿",
  _light_skin_tone: "🏻",
  _medium_light_skin_tone: "🏼",
  _medium_skin_tone: "🏽",
  _medium_dark_skin_tone: "🏾",
  _dark_skin_tone: "🏿",
};

const toned = /^(?<base>.+?)(?<tone>::skin-tone-[2-6]|(?:_(?:medium|light|dark)){1,2}_skin_tone)$/;

/** The emoji itself, with the tone of its skin; one that a workspace has made, and a rare one, by its name between colons. */
export function emojiOf(name: string): string {
  const { base = name, tone = "" } = toned.exec(name)?.groups ?? {};
  const emoji = Object.hasOwn(emojis, base) ? emojis[base] : undefined;
  return emoji === undefined ? `:${name}:` : `${emoji}${tones[tone] ?? ""}`;
}

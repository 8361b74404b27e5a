import type { Loss } from "#channel/connector.ts";
import { escapeXml } from "#channel/kit/speech/escape-xml.ts";
import { repromptOf, sayTurn } from "#channel/kit/speech/say-turn.ts";
import { joinSentences } from "#channel/kit/speech/say-text.ts";
import { webUrlOf } from "#channel/kit/web-url.ts";
import type { BotMessage } from "#channel/message/message.ts";
import { limits } from "#connectors/alexa/limits.ts";
import { type AlexaMessage, readNative } from "./native.ts";
import { inAppFor } from "./words.ts";

/** `ssml`, `question`, `reprompt`: without `<speak>` around them. `cut`: letters for which Alexa has no room. */
export type Spoken = {
  ssml: string;
  question: string;
  reprompt: string;
  asks: boolean;
  card: Readonly<Record<string, unknown>> | undefined;
  directives: Readonly<Record<string, unknown>>[];
  shouldEndSession: boolean | undefined;
  losses: Loss[];
  cut: number;
};

/** `<speak>`, its end, and the blanks between parts. */
const around = 100;

/** The messages of a turn as SSML, with a card for what only eyes can use. Pure and total. */
export function speak(messages: readonly BotMessage[], locale: string): Spoken {
  const readings = messages.map((message) => readNative(message));
  const own: AlexaMessage[] = readings.flatMap((native) => (native.type === "fit" ? native.messages : []));
  const isSpoken = readings.map(
    (native) => native.type === "fit" && native.messages.some(({ ssml }) => ssml !== undefined),
  );
  const neutral = messages.filter((_message, index) => isSpoken[index] !== true);
  const said = own.flatMap(({ ssml }) => ssml ?? []).join(" ");
  const max = Math.max(0, limits.speech - around - said.length - inAppFor(locale).length);
  const isNewest = isSpoken.at(-1) !== true;
  const turn = sayTurn(neutral, { locale, max, isNewest, length: (text) => escapeXml(text).length });
  const card = own.findLast((each) => each.card !== undefined)?.card ?? toCard(turn);
  const inApp = turn.links.length > 0 && card !== undefined ? inAppFor(locale) : "";
  // A native message that is said stands where its neutral one stood: before the rest, or after it.
  const words = escapeXml(joinSentences([turn.words, inApp]));
  const ssml = isSpoken[0] === true ? join(said, words) : join(words, said);
  const reprompt = own.findLast((each) => each.reprompt !== undefined)?.reprompt ?? escapeXml(repromptOf(turn));
  return {
    ssml,
    question: escapeXml(turn.question),
    reprompt,
    asks: turn.asks || own.some((each) => each.reprompt !== undefined),
    card,
    directives: own.flatMap(({ directives = [] }) => directives),
    shouldEndSession: own.findLast((each) => each.shouldEndSession !== undefined)?.shouldEndSession,
    losses: [
      ...readings.flatMap((native, index) =>
        native.type === "refused" ? [{ rule: "native_refused", detail: `message ${index + 1}` }] : [],
      ),
      ...turn.losses.filter(({ rule }) => card === undefined || !inCard.has(rule)),
    ],
    cut: turn.cut,
  };
}

/** What the card shows. */
const inCard = new Set(["address_not_said", "source_not_said"]);

export function join(...parts: readonly string[]): string {
  return parts
    .filter((part) => part !== "")
    .join(" ")
    .replaceAll("\n", " ");
}

type Shown = Pick<ReturnType<typeof sayTurn>, "words" | "links" | "pictures">;

/** In the Alexa app, and on devices with a screen. Nothing of it has to be seen to go on. */
function toCard({ words, links, pictures }: Shown): Readonly<Record<string, unknown>> | undefined {
  const known = links.flatMap(({ label, url }) => {
    const address = webUrlOf(url) ?? (/^(?:tel|mailto):/i.test(url) ? url : undefined);
    return address === undefined ? [] : [`${label.replaceAll(/\s+/g, " ").trim()}: ${address}`];
  });
  const picture = pictures.find((url) => url.length <= limits.imageUrl && webUrlOf(url)?.startsWith("https:") === true);
  if (known.length === 0 && picture === undefined) return undefined;
  const title = (words.split("\n")[0] ?? "").slice(0, 100).toWellFormed();
  const text = withinCard(known, limits.card - title.length - 2 * limits.imageUrl);
  if (picture === undefined) return { type: "Simple", title, content: text };
  return { type: "Standard", title, text, image: { smallImageUrl: picture, largeImageUrl: picture } };
}

/** A part of an address leads nowhere: the first ones that fit are shown whole. */
function withinCard(lines: readonly string[], max: number): string {
  let text = "";
  for (const entry of lines) if (text.length + entry.length + 1 <= max) text += text === "" ? entry : `\n${entry}`;
  return text;
}

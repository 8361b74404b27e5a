import { type DumpValue } from "./dump-value.ts";
import { type LabelValue, readLabelValue, toLabelValue } from "./label-value.ts";
import { readMedia, type TockMedia } from "./media-dump.ts";
import { readScript } from "./script-dump.ts";

/** One message of an answer. `delay`: milliseconds; undefined is Tock's own. */
export type TockMessage = {
  readonly label: LabelValue | undefined;
  readonly delay: number | undefined;
  readonly media: TockMedia | undefined;
  readonly footnotes: readonly TockFootnote[];
};

export type TockFootnote = { readonly title: string; readonly url?: string; readonly excerpt?: string };

/** `builtin`: the answer is Kotlin code of the bot, of which the dump has the name only. */
export type TockAnswer =
  | { readonly type: "messages"; readonly messages: readonly TockMessage[] }
  | { readonly type: "builtin" }
  | { readonly type: "none" };

/**
 * The answer that `currentType` chooses among those of the same owner: a story, a step or an entity. The others were tried and put aside
 * in Studio; those that would be lost are named.
 */
export function readCurrentAnswer(owner: DumpValue, category: string): TockAnswer {
  const current = owner.field("currentType");
  const type = current.text();
  const answers = owner.field("answers").list("a list of answers");
  let chosen: TockAnswer = { type: "none" };
  for (const answer of answers) {
    if (!answer.isObject("an answer")) continue;
    const own = answer.field("answerType").text();
    if (own === type) chosen = readAnswer(answer, own, category);
    else if (!isEmptyAnswer(answer))
      answer.lose(`an answer of the kind "${own ?? "?"}", which is not the one in use ("${type ?? "?"}")`);
  }
  if (type === "builtin") return { type };
  return chosen;
}

function isEmptyAnswer(answer: DumpValue): boolean {
  const type = answer.field("answerType").text();
  const inner = answer.field("answers").value;
  return (
    type === "builtin" || (type === "simple" && (inner === undefined || (Array.isArray(inner) && inner.length === 0)))
  );
}

function readAnswer(answer: DumpValue, type: string | undefined, category: string): TockAnswer {
  if (type === "builtin") return { type };
  if (type === "script") return readScriptAnswer(answer, category);
  if (type === "simple") {
    answer.refuseUnknown(["answerType", "answers"]);
    const messages = answer
      .field("answers")
      .list("a list of messages")
      .flatMap((each) => readMessage(each, category));
    return messages.length === 0 ? { type: "none" } : { type: "messages", messages };
  }
  answer.lose(
    `an answer of the kind "${type ?? "?"}", which this import does not know: answer it in a story of your own`,
  );
  return { type: "none" };
}

function readMessage(message: DumpValue, category: string): TockMessage[] {
  if (!message.isObject("a message with a key")) return [];
  message.refuseUnknown(["key", "delay", "mediaMessage", "footnotes"]);
  const label = readLabelValue(message.field("key"), category);
  const media = readMedia(message.field("mediaMessage"), category);
  const delay = message.field("delay").number();
  const footnotes = message.field("footnotes").list("a list of footnotes").flatMap(readFootnote);
  if (label === undefined && media === undefined) {
    message.lose("a message without text");
    return [];
  }
  return [
    { label, media, footnotes, delay: delay === undefined || delay <= 0 ? undefined : Math.min(delay, longestDelay) },
  ];
}

/** Milliseconds. Somebody who typed seconds in a field of milliseconds has meant less. */
const longestDelay = 20_000;

function readFootnote(footnote: DumpValue): TockFootnote[] {
  if (!footnote.isObject("a footnote")) return [];
  const title = footnote.field("title").neededText("the title of a footnote");
  if (title === undefined) return [];
  const url = footnote.field("url").text();
  const excerpt = footnote.field("content").text();
  return [{ title, ...(url === undefined ? {} : { url }), ...(excerpt === undefined ? {} : { excerpt }) }];
}

/** The script that is in use: `current`, or else the newest version. */
function readScriptAnswer(answer: DumpValue, category: string): TockAnswer {
  const versions = answer.field("scriptVersions").list("a list of scripts");
  const newest = versions
    .toSorted((a, b) => String(a.field("date").value).localeCompare(String(b.field("date").value)))
    .at(-1);
  const current = answer.field("current").isAbsent ? newest : answer.field("current");
  const script = current?.field("script");
  const source = script?.text();
  if (script === undefined || source === undefined) {
    answer.refuse("a script without its text");
    return { type: "none" };
  }
  const texts = readScript(source);
  if (texts === undefined) {
    script.lose(
      `a Kotlin script that does more than say fixed sentences; write it as a story of your own: ${JSON.stringify(source)}`,
    );
    return { type: "none" };
  }
  script.change("a Kotlin script, of which the sentences came over");
  const messages = texts.map((text) => ({
    label: toLabelValue(text, category, script.at),
    delay: undefined,
    media: undefined,
    footnotes: [],
  }));
  return messages.length === 0 ? { type: "none" } : { type: "messages", messages };
}

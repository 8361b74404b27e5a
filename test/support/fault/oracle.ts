import type { LogEvent } from "@causerie/protocol";
import { waitUntil } from "#support/wait-until.ts";
import type { RestClient } from "#support/web/rest-client.ts";
import type { WatchedChat } from "./watched-chat.ts";

export type OracleOptions = {
  /** What the bot answers to a text, in order. */
  answersTo?: (text: string) => string[];
  /** Milliseconds that the screen has, once the line is whole, to show what the log has. */
  settleMs: number;
};

const twoBubbles = (text: string): string[] => [`one: ${text}`, `two: ${text}`];

/**
 * Judges one conversation: lost 0, repeated 0, out of order 0, unknown 0, `seq` without a hole, each text answered once and
 * in order, and the screen equal to the log. The last text must have been written while all was whole, and nothing after it:
 * a wake that is lost then is made good by nobody, so the screen shows it.
 *
 * @param base the connector's address at the server itself: the log is not read by the line that is tested.
 * @returns what is wrong, as sentences; empty: nothing.
 */
export async function judge(
  chat: WatchedChat,
  base: string,
  { answersTo = twoBubbles, settleMs }: OracleOptions,
): Promise<string[]> {
  const wrong = [...chat.faults];
  const answers = chat.written.flatMap(answersTo);
  const length = chat.written.length + answers.length;
  await waitUntil(() => chat.screen().length >= length && chat.screen().at(-1) === answers.at(-1), settleMs);
  const log = await readLog(chat.visitor(base));

  log.forEach(({ seq }, index) => {
    if (seq !== index + 1) wrong.push(`event ${index + 1} of the log has the seq ${seq}`);
  });
  const logged = linesOf(log);
  const said = log.filter(({ type }) => type === "visitor");
  const answered = log.filter(({ type }) => type !== "visitor");
  wrong.push(...compare("what the visitor said", linesOf(said), chat.written));
  wrong.push(...compare("what the bot answered", linesOf(answered), answers));
  // A visitor may write on before the answer comes; the answer never comes before the question.
  for (const text of chat.written)
    for (const answer of answersTo(text))
      if (logged.indexOf(answer) < logged.indexOf(text)) wrong.push(`"${answer}" stands before its question`);
  for (const [ids, what] of [
    [log.flatMap((event) => (event.type === "visitor" ? [event.clientId] : [])), "clientId"],
    [log.flatMap((event) => (event.type === "message" ? [event.messageId] : [])), "messageId"],
  ] as const)
    if (new Set(ids).size < ids.length) wrong.push(`the log has a ${what} twice`);
  const clientIds = new Set(log.flatMap((event) => (event.type === "visitor" ? [event.clientId] : [])));
  for (const id of chat.acknowledged())
    if (!clientIds.has(id)) wrong.push(`${id} was acknowledged and is not in the log`);
  const begun = log.filter(({ type }) => type === "message.start").length;
  const ended = log.filter(({ type }) => type === "message.final").length;
  if (begun !== ended) wrong.push(`${begun} messages have begun and ${ended} have ended`);
  const turns = log.filter(({ type }) => type === "turn.end").length;
  if (turns !== chat.written.length) wrong.push(`${chat.written.length} texts have ${turns} ended turns`);

  await showAll(chat);
  // The server counts sessions by their own pages: a screen may begin later than the log, and never end earlier.
  wrong.push(...compare("the screen", chat.screen(), logged));
  const unsent = chat.entries().filter((entry) => entry.type === "visitor" && entry.delivery.type !== "sent");
  if (unsent.length > 0) wrong.push(`${unsent.length} messages are not shown as sent`);
  return wrong;
}

async function showAll({ chat }: WatchedChat): Promise<void> {
  for (let pages = 0; chat.getState().hasEarlier && pages < 100; pages += 1) await chat.loadEarlier();
}

export async function readLog(visitor: RestClient): Promise<LogEvent[]> {
  const events: LogEvent[] = [];
  for (let since = ""; ;) {
    const { status, body } = await visitor.events(since);
    if (status !== 200) throw new Error(`the log cannot be read: ${status} ${body.code}`);
    events.push(...body.events);
    if (!body.more) return events;
    since = `?since=${body.cursor}`;
  }
}

/** What a screen has to show of a log. */
export function linesOf(log: readonly LogEvent[]): string[] {
  return log.flatMap((event) => {
    if (event.type === "visitor") return [event.content.type === "text" ? event.content.text : event.content.type];
    if (event.type !== "message" && event.type !== "message.final") return [];
    return [event.message.type === "text" ? event.message.text : event.message.type];
  });
}

/** Names what is lost, repeated, unknown and out of order: one list that differs says little. */
export function compare(where: string, found: readonly string[], expected: readonly string[]): string[] {
  const wrong: string[] = [];
  const count = (lines: readonly string[], line: string): number => lines.filter((each) => each === line).length;
  for (const line of new Set(expected)) if (!found.includes(line)) wrong.push(`${where} has lost "${line}"`);
  for (const line of new Set(found)) {
    if (!expected.includes(line)) wrong.push(`${where} has an unknown "${line}"`);
    else if (count(found, line) > count(expected, line)) wrong.push(`${where} repeats "${line}"`);
  }
  if (wrong.length === 0 && found.join("\n") !== expected.join("\n"))
    wrong.push(`${where} is out of order: ${found.join(" | ")}`);
  return wrong.slice(0, 10);
}

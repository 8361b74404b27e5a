import type { ClientMessage, Frame } from "@causerie/protocol";
import type { Clock } from "#chat/clock.ts";
import type { KeyValueStorage } from "#chat/storage/key-value-storage.ts";
import type { TockAnswer } from "./answer.ts";
import { createGrowingText } from "./growing-text.ts";
import { createJoinedAnswers, isText, type JoinedAnswers, type NewMessage } from "./joined-answers.ts";
import { toMessages } from "./to-messages.ts";
import { type LogRecord, type TockLog, turnsOf, type Unnumbered } from "./tock-log.ts";

/** What is said, from both sides, as it goes into the log. In the tab that sends and reads. */
export type TockConversation = {
  /** This tab is the one: what earlier pages and other tabs have logged counts. */
  lead(): Promise<void>;
  /** An event of the stream. */
  receive(answer: TockAnswer): Promise<void>;
  /** A turn begins. */
  begin(message: ClientMessage, isSaid: boolean): void;
  /** Its answer is there. */
  answer(answer: TockAnswer): Promise<void>;
  /** It has failed. */
  fail(): Promise<void>;
  forget(): Promise<void>;
};

export type ConversationParts = {
  storage: KeyValueStorage;
  clock: Clock;
  log: TockLog;
  makeId: () => string;
  /** Of the log. */
  show: (records: readonly LogRecord[]) => void;
  /** What is worth showing just now. */
  frame: (frame: Frame) => void;
};

/** Nobody says that a text which the bot streams unasked is whole: it is, when so long nothing has come. */
const wholeAfterMs = 20_000;

export function createTockConversation({
  storage,
  clock,
  log,
  makeId,
  show,
  frame,
}: ConversationParts): TockConversation {
  let joined: JoinedAnswers = createJoinedAnswers(new Map());
  const growing = createGrowingText(storage, clock, makeId);
  let turn: { message: ClientMessage; isSaid: boolean; isLogged: boolean } | undefined;
  let running: Promise<void> = Promise.resolve();
  let cancelEnd = (): void => {};

  /** In the order in which they came. */
  function inOrder(run: () => Promise<void>): Promise<void> {
    running = running.then(run, run);
    return running;
  }

  async function append(records: readonly Unnumbered[]): Promise<void> {
    if (records.length > 0) show(await log.append(records));
  }

  /** What the visitor has said stands before its answer. */
  function logSaid(): Unnumbered[] {
    if (turn === undefined || turn.isLogged || !turn.isSaid) return [];
    turn.isLogged = true;
    const { clientId, content } = turn.message;
    return [{ event: { type: "visitor", at: clock.now(), clientId, content } }];
  }

  async function add(messages: readonly NewMessage[]): Promise<void> {
    const records = logSaid();
    for (const next of messages) {
      if (!next.replaces || !isText(next.message)) {
        if (growing.isOf(next.responseId)) records.push(...growing.end());
        records.push(...toRecords(next));
        continue;
      }
      const { records: begun, messageId, text } = growing.grow(next);
      await append(records.splice(0).concat(begun));
      frame({ type: "delta", messageId, offset: 0, text });
      cancelEnd();
      cancelEnd = clock.after(wholeAfterMs, () => {
        if (turn === undefined) void inOrder(() => append(growing.end()));
      });
    }
    await append(records);
  }

  function toRecords({ message, responseId, index, metadata }: NewMessage): Unnumbered[] {
    const at = clock.now();
    const { actionId } = message;
    const known = { ...(responseId !== "" && { responseId, shown: index }), ...(actionId !== "" && { actionId }) };
    const shown = toMessages(message, metadata);
    if (shown.length === 0) return [{ event: { type: "note", at }, ...known }];
    return shown.map((each) => ({
      event: { type: "message", at, messageId: makeId(), author: { role: "bot" }, message: each },
      ...known,
    }));
  }

  return {
    lead: () =>
      inOrder(async () => {
        await append(await growing.restore(await log.load()));
        joined = createJoinedAnswers(turnsOf(await log.load()));
      }),
    receive: (answer) =>
      inOrder(async () => {
        const messages = joined.event(answer);
        if (messages.length > 0) await add(messages);
      }),
    begin(message, isSaid) {
      turn = { message, isSaid, isLogged: false };
      joined.begin();
    },
    answer: (answer) =>
      inOrder(async () => {
        const { responseId } = answer;
        await add(joined.body(answer));
        cancelEnd();
        const of = 0;
        await append([
          ...growing.end(),
          { event: { type: "turn.end", at: clock.now(), of }, ...(responseId !== "" && { responseId, ends: true }) },
        ]);
        turn = undefined;
      }),
    fail: () =>
      inOrder(async () => {
        turn = undefined;
        await append(growing.end(true));
      }),
    async forget() {
      cancelEnd();
      await inOrder(async () => {
        turn = undefined;
        joined = createJoinedAnswers(new Map());
        await growing.forget();
        await log.clear();
      });
    },
  };
}

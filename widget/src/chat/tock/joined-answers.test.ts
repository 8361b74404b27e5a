import { expect, test } from "vitest";
import { readAnswer, type TockAnswer } from "./answer.ts";
import { createJoinedAnswers, type JoinedAnswers, type NewMessage } from "./joined-answers.ts";

function answer(responseId: string, texts: string[], flag = ""): TockAnswer {
  const metadata = { RESPONSE_ID: responseId, TOCK_STREAM_RESPONSE: flag };
  const read = readAnswer({ responses: texts.map((text) => ({ text })), metadata });
  if (read === undefined) throw new Error("no answer");
  return read;
}

const textsOf = (messages: NewMessage[]): string[] => messages.map(({ message }) => message.text);

function join(): JoinedAnswers {
  return createJoinedAnswers(new Map());
}

test("of a POST only what the stream has not brought is shown", () => {
  const joined = join();
  expect(textsOf(joined.event(answer("r", ["a"])))).toEqual(["a"]);
  expect(textsOf(joined.body(answer("r", ["a", "b", "c"])))).toEqual(["b", "c"]);
  expect(textsOf(joined.event(answer("r", ["b"])))).toEqual([]);
  expect(textsOf(joined.body(answer("r", ["a", "b", "c"])))).toEqual([]);
  expect(textsOf(joined.event(answer("r2", ["a"])))).toEqual(["a"]);
});

test("the log knows which turns are finished, and how much of the others was shown", () => {
  const joined = createJoinedAnswers(
    new Map([
      ["done", { shown: 1, isFinished: true }],
      ["begun", { shown: 2, isFinished: false }],
    ]),
  );
  expect(textsOf(joined.event(answer("done", ["a"])))).toEqual([]);
  expect(textsOf(joined.body(answer("begun", ["a", "b", "c"])))).toEqual(["c"]);
});

test("without ids, what has come by the stream during the POST is known by its content", () => {
  const joined = join();
  joined.begin();
  expect(textsOf(joined.event(answer("", ["a"])))).toEqual(["a"]);
  expect(textsOf(joined.body(answer("", ["a", "a", "b"])))).toEqual(["a", "b"]);
  joined.begin();
  expect(textsOf(joined.body(answer("", ["a"])))).toEqual(["a"]);
});

test("of texts that grow the last one counts", () => {
  const joined = join();
  const all = joined.body(answer("r", ["O", "On", "One"], "true"));
  expect(all.map(({ message, index, replaces }) => [message.text, index, replaces])).toEqual([["One", 3, true]]);
});

test("bare pieces go on with the text that the stream has brought", () => {
  const joined = join();
  joined.event(answer("r", ["One"], "true"));
  const rest = joined.body(answer("r", ["One", " two", " three"], "false"));
  expect(rest.map(({ message, replaces }) => [message.text, replaces])).toEqual([["One two three", true]]);
});

test("texts that are no pieces of it are messages of their own", () => {
  const joined = join();
  joined.event(answer("r", ["One"], "true"));
  joined.event(answer("r", ["One two"], "true"));
  const rest = joined.body(answer("r", ["One", "One two", "Another"], "false"));
  expect(rest.map(({ message, replaces }) => [message.text, replaces])).toEqual([["Another", false]]);
});

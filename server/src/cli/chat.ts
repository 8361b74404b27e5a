import { createInterface } from "node:readline";
import type { CauserieConfig } from "#config/config.ts";
import type { SimulatedChannel } from "#testing/channels.ts";
import { describeWhy } from "#testing/inspection/describe-why.ts";
import { simulate, type SimulatedPerson } from "#testing/simulate.ts";
import { ChatScreen } from "./chat-screen.ts";

const help = `Whatever you write is said to the bot. A choice is taken by its number or its label.
  :why      why the newest answer is what it is: scores, entities, slots, the story and its runner-up
  :state    what the bot remembers of this conversation
  :restart  begins a new conversation
  :help     this text
  :quit     ends, and so does Ctrl-C`;

/** The input and the output. There are colours and a prompt only if both are a terminal. */
export type Terminal = {
  stdin: NodeJS.ReadableStream & { isTTY?: boolean };
  stdout: NodeJS.WritableStream & { isTTY?: boolean };
};

/** A conversation with the bot in the terminal, without a server: nothing is stored. Ends with its input. */
export async function chat(
  config: CauserieConfig,
  options: { channel: SimulatedChannel; locale?: string },
  { stdin, stdout }: Terminal = process,
): Promise<void> {
  const screen = new ChatScreen(stdout);
  const begin = (): SimulatedPerson =>
    simulate(config.bot, {
      ...options,
      ...(config.storyRules === undefined ? {} : { storyRules: config.storyRules }),
      failures: "answer",
      watch: (shown) => screen.show(shown),
    });
  let person = begin();

  const isTyped = stdin.isTTY === true && stdout.isTTY === true;
  const lines = createInterface({ input: stdin, ...(isTyped ? { output: stdout } : {}) });
  let isOver = false;
  lines.once("close", () => (isOver = true));
  lines.once("SIGINT", () => {
    person.stop();
    lines.close();
  });
  // The iterator is created now, because lines that arrive before it exists would be lost.
  const input = lines[Symbol.asyncIterator]();
  const next = (): void => (isTyped && !isOver ? lines.prompt() : undefined);
  let newest = await person.open();
  screen.close(newest);
  next();
  for await (const line of input) {
    const text = line.trim();
    if (text === ":quit") break;
    if (text === ":help") screen.remark(help);
    else if (text === ":why") {
      screen.remark(describeWhy(newest, await person.state(), await config.bot.train()));
    } else if (text === ":state") screen.remark(JSON.stringify(await person.state(), null, 2));
    else if (text === ":restart") {
      person = begin();
      newest = await person.open();
      screen.close(newest);
    } else if (text !== "") {
      newest = await person.say(text);
      screen.close(newest);
    }
    next();
  }
  lines.close();
}

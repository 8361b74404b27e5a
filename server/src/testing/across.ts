import type { Bot } from "#bot/authoring/create-bot.ts";
import type { Capabilities } from "#channel/capabilities.ts";
import type { SimulatedAnswer } from "./answer.ts";
import { type ChannelName, nameOf, type SimulatedChannel, simulatedConnector } from "./channels.ts";
import { describeChoice } from "./choice-target.ts";
import { describeEvent } from "./describe-event.ts";
import { type Aspect, type Difference, findDifferences } from "./differences.ts";
import { findUnreachable } from "./reachable.ts";
import { simulate, type SimulatedPerson, type SimulateOptions } from "./simulate.ts";

/** Options of the person on every channel, and losses that are allowed. */
export type AcrossOptions = Omit<SimulateOptions, "channel" | "watch"> & {
  /** Rules of losses that are allowed, e.g. `text_split`. */
  allowLosses?: readonly string[];
  /** Whether texts may differ, as where a catalogue has other words for a channel or for a voice. Default false. */
  allowOtherTexts?: boolean;
};

/**
 * Runs one script on several channels, and checks that the answers are the same on each: stories and steps, texts and
 * choices. It also checks that nothing is lost, and that every choice can be chosen: by a tap, by its number, or by its name
 * where it is shown or said. Each kind of channel is given by its name or its connector, e.g. `slack({ … })`.
 *
 * ```ts
 * await across(bot, ["web", "messenger", "text"], async (person) => {
 *   await person.open();
 *   await person.tap("Departures");
 * });
 * ```
 * @returns the answers of each channel, for further assertions.
 * @throws Error that names the turn, the channel and the difference.
 */
export async function across<const Channel extends SimulatedChannel>(
  bot: Bot,
  channels: readonly Channel[],
  script: (person: SimulatedPerson) => Promise<unknown>,
  options: AcrossOptions = {},
): Promise<Record<ChannelName<Channel>, readonly SimulatedAnswer[]>> {
  const { allowLosses = [], allowOtherTexts = false, ...rest } = options;
  const aspects: readonly Aspect[] = ["story", ...(allowOtherTexts ? [] : (["texts"] as const)), "choices"];
  // All channels have the same time and ids: an answer that depends on them is no difference.
  const shared = { at: Date.now(), user: "somebody", ...rest };
  const runs: ChannelRun[] = [];
  for (const channel of channels) {
    const person = simulate(bot, { ...shared, channel });
    await runScript(script, person);
    const reading = rest.interface ?? simulatedConnector(channel).capabilities.interface;
    runs.push({ channel: nameOf(channel), reading, answers: person.answers });
  }
  const problems = [
    ...runs.slice(1).flatMap((other) => findFirstDifference(runs[0] ?? other, other, aspects)),
    ...runs.flatMap((run) => run.answers.flatMap((answer, turn) => problemsOf(run, turn, answer, allowLosses))),
  ];
  if (problems.length > 0) throw new Error(`The channels do not answer alike.\n\n${problems.join("\n\n")}`);
  return Object.fromEntries(runs.map(({ channel, answers }) => [channel, answers])) as Record<
    ChannelName<Channel>,
    readonly SimulatedAnswer[]
  >;
}

async function runScript(
  script: (person: SimulatedPerson) => Promise<unknown>,
  person: SimulatedPerson,
): Promise<void> {
  try {
    await script(person);
  } catch (cause) {
    const last = person.answers.at(-1);
    const when =
      last === undefined ? "before the first answer" : `after ${describeTurn(person.answers.length - 1, last)}`;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`on ${person.channel}, ${when}: ${reason}`, { cause });
  }
}

/** `reading`: whether the person reads or listens. */
type ChannelRun = { channel: string; reading: Capabilities["interface"]; answers: readonly SimulatedAnswer[] };

/** Only the first turn that differs: later differences may follow from it. */
function findFirstDifference(one: ChannelRun, other: ChannelRun, aspects: readonly Aspect[]): string[] {
  for (const [turn, answer] of one.answers.entries()) {
    const theirs = other.answers[turn];
    if (theirs === undefined) break;
    const differences = findDifferences(answer, theirs, aspects);
    if (differences.length > 0)
      return [
        `${describeTurn(turn, theirs)}: ${other.channel} differs from ${one.channel}\n` +
          differences.flatMap((difference) => toLines(difference, one, other)).join("\n"),
      ];
  }
  if (one.answers.length === other.answers.length) return [];
  return [`${other.channel} has ${other.answers.length} turns, ${one.channel} has ${one.answers.length}`];
}

function toLines({ aspect, one: left, other: right }: Difference, one: ChannelRun, other: ChannelRun): string[] {
  const width = Math.max(one.channel.length, other.channel.length) + 1;
  const line = (channel: string, items: readonly string[]): string =>
    `    ${`${channel}:`.padEnd(width)} ${items.length === 0 ? "none" : items.map((item) => JSON.stringify(item)).join(", ")}`;
  return [`  ${aspect}`, line(one.channel, left), line(other.channel, right)];
}

function problemsOf(
  { channel, reading }: ChannelRun,
  turn: number,
  answer: SimulatedAnswer,
  allowed: readonly string[],
): string[] {
  const lost = answer.losses.filter(({ rule }) => !allowed.includes(rule));
  const unreachable = findUnreachable(channel, reading, answer);
  return [
    ...lost.map(({ rule, detail }) => `${describeTurn(turn, answer)}: ${channel} loses ${rule}: ${detail}`),
    ...unreachable.map(
      (choice) => `${describeTurn(turn, answer)}: on ${channel} nobody can choose ${describeChoice(choice)}`,
    ),
  ];
}

function describeTurn(turn: number, { event }: SimulatedAnswer): string {
  return `turn ${turn + 1}, ${describeEvent(event)}`;
}

import type { Bot } from "#bot/authoring/create-bot.ts";
import type { ConversationState } from "#conversation/conversation.ts";
import type { HostedConnector } from "#channel/host/hosted-connector.ts";
import { emptyState } from "#conversation/conversation.ts";
import { type SimulatedAnswer } from "#testing/answer.ts";
import { nameOf, type SimulatedChannel, simulatedConnector } from "#testing/channels.ts";
import { describeEvent } from "#testing/describe-event.ts";
import { simulate } from "#testing/simulate.ts";
import { type Action, actionsAfter, firstActions } from "./actions.ts";
import { dataShapeKey, positionKey } from "./state-keys.ts";

export type CrawlOptions = {
  locale: string;
  channel: SimulatedChannel;
  at: number;
  maxTurns: number;
  /** Begins no turn after that, by `performance.now()`. */
  deadline: number;
  /** Links that come from outside. */
  links: readonly string[];
  /** The texts that answer questions. */
  answers: readonly string[];
};

/** One turn of the crawl. */
export type Visit = {
  /** The actions since the conversation began, with the one of this turn. */
  path: readonly string[];
  action: Action;
  before: ConversationState;
  after: ConversationState;
  answer: SimulatedAnswer;
};

export type Crawl = {
  locale: string;
  channel: string;
  connector: HostedConnector;
  visits: Visit[];
  isComplete: boolean;
};

type Waiting = { action: Action; before: ConversationState; path: readonly string[] };

/**
 * Walks through the bot, breadth first: everything that begins a story, then everything that is on offer. There are too
 * many states to visit all of them. An action is tried if it is new, or if it has not been tried at this position, or if its
 * story has not been tried with data of this shape, such as a form that is half filled in.
 */
export async function crawl(bot: Bot, options: CrawlOptions): Promise<Crawl> {
  const { locale, channel, maxTurns, deadline } = options;
  const tried = new Set<string>();
  const visits: Visit[] = [];
  const queue: Waiting[] = [];
  const add = (actions: readonly Action[], before: ConversationState, path: readonly string[]): void => {
    for (const action of actions) if (isNews(tried, action, before)) queue.push({ action, before, path });
  };
  add(firstActions(bot, options), emptyState, []);
  for (const [turn, { action, before, path }] of queue.entries()) {
    if (turn >= maxTurns || performance.now() >= deadline) break;
    const visit = await run(bot, options, { action, before, path });
    visits.push(visit);
    add(actionsAfter(bot, options, visit), visit.after, visit.path);
  }
  return {
    locale,
    channel: nameOf(channel),
    connector: simulatedConnector(channel),
    visits,
    isComplete: queue.length <= maxTurns,
  };
}

async function run(bot: Bot, { locale, channel, at }: CrawlOptions, { action, before, path }: Waiting): Promise<Visit> {
  const person = simulate(bot, { locale, channel, at, state: before, user: "lint", failures: "answer" });
  const answer = await person.act(action.event);
  return { path: [...path, describeEvent(action.event)], action, before, after: await person.state(), answer };
}

/** Adds the action to `tried`, too. */
function isNews(tried: Set<string>, { name, shape, story }: Action, state: ConversationState): boolean {
  const position = positionKey(state);
  const before = tried.size;
  tried.add(JSON.stringify([name]));
  tried.add(JSON.stringify([shape, position]));
  tried.add(JSON.stringify([story, dataShapeKey(state), "data"]));
  return tried.size > before;
}

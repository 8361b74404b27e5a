import type { Bot } from "#bot/authoring/create-bot.ts";
import type { RemoteBot } from "#bot/authoring/remote-bot.ts";
import type { StoryDefinition } from "#bot/authoring/story.ts";

/** The bot with a stand-in for each that runs elsewhere: a link to one is no dead link, and nobody is asked. */
export function withStandIns(bot: Bot): Bot {
  const replace = (story: StoryDefinition): StoryDefinition =>
    story.remote === undefined ? story : { ...story, remote: standInFor(story.remote) };
  const all = <Key>(map: ReadonlyMap<Key, StoryDefinition>): Map<Key, StoryDefinition> =>
    new Map([...map].map(([key, story]) => [key, replace(story)]));
  const { stories, starters, events, rest } = bot;
  return {
    ...bot,
    stories: all(stories),
    starters: all(starters),
    events: all(events),
    rest: {
      intents: rest.intents === undefined ? undefined : replace(rest.intents),
      notUnderstood: rest.notUnderstood === undefined ? undefined : replace(rest.notUnderstood),
    },
  };
}

/** The bot with its own stories only. What leads to the others cannot all be seen from here. */
export function withoutBots(bot: Bot): Bot {
  const own = <Key>(map: ReadonlyMap<Key, StoryDefinition>): Map<Key, StoryDefinition> =>
    new Map([...map].filter(([, { remote }]) => remote === undefined));
  const { stories, starters, events } = bot;
  return { ...bot, stories: own(stories), starters: own(starters), events: own(events) };
}

function standInFor({ id, intents, notUnderstood, events }: RemoteBot): RemoteBot {
  return {
    id,
    intents,
    notUnderstood,
    events,
    socketPath: undefined,
    async *answer() {
      yield await Promise.resolve(`"${id}" answers here`);
    },
    start: () => ({ metrics: () => [], [Symbol.asyncDispose]: () => Promise.resolve() }),
  };
}

import type { ConversationState } from "#conversation/conversation.ts";
import type { Lease } from "#conversation/turns.ts";
import type { BotHost } from "#bot/bot-host.ts";
import { historyBefore } from "#bot/answering/history.ts";
import type { InterruptionWatch } from "#bot/running/interruption-watch.ts";
import { startStoryTime, TurnBrokenOff } from "#bot/running/story-time.ts";
import { understandEvent, type Understood } from "./understand-event.ts";

/** What an event means, as far as it can be told in the time of a story. A stop ends the thinking, too. */
export async function hearEvent(
  host: BotHost,
  lease: Lease,
  state: ConversationState,
  locale: string,
  interruptions: InterruptionWatch,
): Promise<Understood> {
  const { bot } = host;
  const { conversation, event } = lease;
  using limit = startStoryTime(bot, host.stopping);
  using _stop = interruptions.onBreak(false, (why) => limit.abort(new TurnBrokenOff(why)));
  const slot = state.current?.question?.slot;
  const asked = bot.stories.get(state.current?.story ?? "")?.slots.find(({ name }) => name === slot);
  return await understandEvent({
    own: bot.understanding,
    services: host.services,
    entities: bot.entities,
    offered: state.offered ?? [],
    asked,
    request: {
      content: event.content,
      locale,
      channel: host.connectorOf(conversation).channel,
      conversationId: conversation.id,
      now: event.at,
      timeZone: bot.timeZone,
      expected: state.expected ?? [],
      history: (limit) => historyBefore(host.log, lease, limit),
      signal: limit.signal,
    },
    failed: (service, error) => host.report({ type: "misunderstood", conversationId: conversation.id, service, error }),
  });
}

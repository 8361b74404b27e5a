import { type EventContent, isSpeech } from "#channel/event.ts";
import type { LogEvent, TurnAbout } from "#channel/log.ts";
import { bucketOf } from "./histogram.ts";
import type { Followed } from "./followed.ts";
import { type Tally, slotOf } from "./tally.ts";

/** A silence of so long ends what the figures call a conversation. */
const silenceMs = 1_800_000;
/** The same where the team has it, or was asked for: people have to find time. */
const silenceOfTeamMs = 86_400_000;
/** Stories of a path that are kept. */
const pathLength = 5;
/** They hold a conversation, and nobody here knows who they are. */
const channelPeople = "";
/** Acts whose turn is not over. */
const mostActs = 20;

type Counted = { tally: Tally; connectorId: string; followed: Followed };

/**
 * Counts one event of a conversation. What is learnt later of something (a question is answered, a person takes over) counts where that began, so that
 * counts only have to be added up.
 * @returns what is to be remembered for the next event.
 */
export function countEvent(tally: Tally, connectorId: string, before: Followed, event: LogEvent): Followed {
  const counted: Counted = { tally, connectorId, followed: { ...before } };
  switch (event.type) {
    case "visitor":
      countVisitor(counted, event);
      break;
    case "message.start":
      countFirstWord(counted, event);
      break;
    case "message":
      countFirstWord(counted, event);
      countSaid(counted, event);
      break;
    case "message.final":
      countSaid(counted, event);
      break;
    case "turn.end":
      countTurn(counted, event);
      break;
    case "message.update":
      break;
  }
  return counted.followed;
}

function countVisitor(counted: Counted, { seq, at, content }: Extract<LogEvent, { type: "visitor" }>): void {
  const { followed } = counted;
  if (content.type === "team") {
    const { act } = content;
    const by = "by" in act ? act.by.id : undefined;
    const acts = [...(followed.acts ?? []), { seq, type: act.type, ...(by === undefined ? {} : { by }) }];
    followed.acts = acts.slice(-mostActs);
  } else if (content.type === "handover") countChannelHandover(counted, content, at);
  else if (content.type === "overheard" && content.by === "agent") countTeamAnswer(counted, undefined, at);
  else if (isSpeech(content) || content.type === "overheard") countSpeech(counted, at);
}

function countSpeech({ tally, connectorId, followed }: Counted, at: number): void {
  const isTeams = followed.holder !== undefined || followed.callsSince !== undefined;
  const silence = isTeams ? silenceOfTeamMs : silenceMs;
  if (followed.visit === undefined || at - followed.visit.last > silence) {
    const slot = slotOf(at);
    followed.visit = { slot, last: at, path: [], ...(isTeams ? { team: true } : { waiting: at }) };
    tally.add(slot, connectorId, "visit");
    if (isTeams) tally.add(slot, connectorId, "visit.team");
    // Whoever comes back after so long has left what was asked before.
    delete followed.asked;
  } else {
    followed.visit = { ...followed.visit, last: at };
    if (followed.asked !== undefined) tally.add(followed.asked.slot, connectorId, "replied", followed.asked.key);
    delete followed.asked;
  }
  tally.add(slotOf(at), connectorId, "said", "visitor");
  if (followed.holder !== undefined) followed.waitsSince ??= at;
}

/** People of the channel's own have it, or give it back. */
function countChannelHandover(counted: Counted, { to }: Extract<EventContent, { type: "handover" }>, at: number): void {
  if (to === "agent") callTeam(counted, at);
  else giveToBot(counted);
}

function countFirstWord(
  { tally, connectorId, followed }: Counted,
  { at, author }: Extract<LogEvent, { type: "message" | "message.start" }>,
): void {
  const { visit } = followed;
  if (author.role !== "bot" || visit?.waiting === undefined) return;
  tally.add(visit.slot, connectorId, "answer.bot", String(bucketOf(at - visit.waiting)));
  const { waiting: _, ...rest } = visit;
  followed.visit = rest;
}

function countSaid(counted: Counted, { at, author }: Extract<LogEvent, { type: "message" | "message.final" }>): void {
  const { tally, connectorId, followed } = counted;
  if (author.role === "agent") countTeamAnswer(counted, author.id, at);
  if (author.role !== "bot") return;
  tally.add(slotOf(at), connectorId, "said", "bot");
  if (followed.visit !== undefined) followed.visit = { ...followed.visit, last: at };
}

/** @param by undefined: somebody at the channel, whom we do not know. */
function countTeamAnswer(counted: Counted, by: string | undefined, at: number): void {
  const { tally, connectorId, followed } = counted;
  tally.add(slotOf(at), connectorId, "said", "team");
  markTeam(counted);
  if (by === undefined) followed.holder = channelPeople;
  else hold(counted, by, at);
  const { callsSince, waitsSince } = followed;
  if (callsSince !== undefined)
    tally.add(slotOf(callsSince), connectorId, "answer.team", String(bucketOf(at - callsSince)));
  // Who called waits no longer than for the first answer.
  else if (waitsSince !== undefined && by !== undefined)
    tally.add(slotOf(at), connectorId, "operator.answer", JSON.stringify([by, bucketOf(at - waitsSince)]));
  delete followed.callsSince;
  delete followed.waitsSince;
  if (followed.visit === undefined) return;
  const { waiting: _, ...rest } = followed.visit;
  followed.visit = { ...rest, last: at };
}

function countTurn(counted: Counted, { of, at, result, about }: Extract<LogEvent, { type: "turn.end" }>): void {
  const { followed } = counted;
  const act = followed.acts?.find(({ seq }) => seq === of);
  if (act !== undefined) {
    const left = followed.acts?.filter(({ seq }) => seq > of) ?? [];
    if (left.length > 0) followed.acts = left;
    else delete followed.acts;
    if (result?.blocked === undefined) countAct(counted, act, at);
  }
  if (about !== undefined) countAbout(counted, about, at);
}

function countAct(counted: Counted, { type, by }: { type: string; by?: string | undefined }, at: number): void {
  if (type === "take" || type === "say") {
    markTeam(counted);
    if (by !== undefined) hold(counted, by, at);
  } else if (type === "wait") callTeam(counted, at);
  else if (type === "close") giveToBot(counted);
}

function countAbout(counted: Counted, about: TurnAbout, at: number): void {
  const { tally, connectorId, followed } = counted;
  const { story, outcome, asks, opinion, commented, team } = about;
  const slot = slotOf(at);
  tally.add(slot, connectorId, "outcome", outcome);
  if (opinion !== undefined)
    tally.add(slot, connectorId, "opinion", JSON.stringify([opinion.question ?? "", opinion.score ?? opinion.value]));
  if (commented === true) tally.add(slot, connectorId, "comment");
  if (outcome === "answered" && story !== "") countStory(counted, story, slot);
  if (asks !== undefined && followed.asked === undefined) {
    const key = JSON.stringify([asks.story, asks.step ?? "", asks.slot ?? ""]);
    followed.asked = { slot, key };
    tally.add(slot, connectorId, "asked", key);
  }
  if (team !== true) giveToBot(counted);
  else if (followed.holder === undefined) callTeam(counted, at);
}

function countStory({ tally, connectorId, followed }: Counted, story: string, slot: number): void {
  tally.add(slot, connectorId, "story", story);
  const { visit } = followed;
  if (visit === undefined || visit.path.at(-1) === story) return;
  const { path } = visit;
  if (path.length >= pathLength) return;
  tally.add(visit.slot, connectorId, "follow", JSON.stringify([path.at(-1) ?? "", story]));
  if (path.length > 0) tally.add(visit.slot, connectorId, "path", JSON.stringify(path), -1);
  const longer = [...path, story];
  tally.add(visit.slot, connectorId, "path", JSON.stringify(longer));
  followed.visit = { ...visit, path: longer };
}

function callTeam(counted: Counted, at: number): void {
  const { followed } = counted;
  markTeam(counted);
  followed.callsSince ??= at;
  delete followed.holder;
  delete followed.waitsSince;
}

function giveToBot({ followed }: Counted): void {
  delete followed.callsSince;
  delete followed.holder;
  delete followed.waitsSince;
}

function hold({ tally, connectorId, followed }: Counted, by: string, at: number): void {
  if (followed.holder === by) return;
  followed.holder = by;
  tally.add(slotOf(at), connectorId, "operator", by);
}

function markTeam({ tally, connectorId, followed }: Counted): void {
  const { visit } = followed;
  if (visit === undefined || visit.team === true) return;
  followed.visit = { ...visit, team: true };
  tally.add(visit.slot, connectorId, "visit.team");
}

import type { Queue } from "@causerie/protocol/desk";
import type { Logger } from "#app/logger.ts";
import { changeCase } from "#desk/inbox/case-changes.ts";
import type { Case, CaseOffer, CaseStore } from "#desk/inbox/case-store.ts";
import { readQueues } from "#desk/inbox/queues/kept-queues.ts";
import { answersVisitors } from "#desk/people/accounts/person.ts";
import { TeamRecords } from "#desk/people/accounts/team-records.ts";
import type { DeskRecords } from "#desk/records/desk-records.ts";
import { type Candidate, chooseOperator } from "./choose-operator.ts";

export type OfferParts = {
  cases: CaseStore;
  records: DeskRecords;
  /** Ids of those who sit at a console, in whatever process, and are not away. */
  present: () => readonly string[];
  changed: (conversationId: string) => void;
  now: () => number;
};

const everyMs = 2_000;
const mostAtOnce = 1_000;
/** Of a queue that does not say. */
const offerSeconds = 30;
/** Of a person who does not say. */
const usualAtOnce = 5;

/** Offers what waits in queues that are set to it. Several processes may do so at once: a case's version lets one of them decide. */
export function watchOffers(parts: OfferParts & { logger: Logger }): Disposable {
  let isLooking = false;
  const look = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    try {
      await offerWaiting(parts);
    } catch (err) {
      parts.logger.warn({ err }, "conversations that wait were not offered; they are with the next look");
    } finally {
      isLooking = false;
    }
  };
  const timer = setInterval(() => void look(), everyMs).unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

/** @returns how many were offered. */
export async function offerWaiting(parts: OfferParts): Promise<number> {
  const { cases, changed, now } = parts;
  const queues = new Map((await readQueues(parts.records)).filter(offers).map((queue) => [queue.id, queue]));
  if (queues.size === 0) return 0;
  const waiting = await cases.waiting(mostAtOnce);
  const late = waiting.filter(({ queue = "", offer }) => queues.has(queue) && (offer?.until ?? 0) <= now());
  const due = await stillWaiting(parts, late);
  if (due.length === 0) return 0;
  const candidates = await readCandidates(parts, waiting);
  let count = 0;
  for (const each of due) {
    const queue = queues.get(each.queue ?? "");
    const offer = queue === undefined ? undefined : nextOffer(each, queue, candidates, now());
    if (offer === undefined || !(await keepOffer(parts, each, offer))) continue;
    const chosen = candidates.find(({ id }) => id === offer.to.id);
    if (chosen !== undefined) chosen.load += 1;
    count += 1;
    changed(each.conversationId);
  }
  return count;
}

/** Without those whose handover has ended by its time: the bot has them again, and nobody was told. */
async function stillWaiting({ cases, now }: OfferParts, given: readonly Case[]): Promise<Case[]> {
  if (given.length === 0) return [];
  const rows = await cases.rows(given.map(({ conversationId }) => conversationId));
  const live = new Set(
    rows.filter(({ state }) => (state.handover?.until ?? 0) > now()).map(({ conversationId }) => conversationId),
  );
  return given.filter(({ conversationId }) => live.has(conversationId));
}

function nextOffer(
  { language, offer }: Case,
  queue: Queue,
  candidates: readonly Candidate[],
  now: number,
): CaseOffer | undefined {
  const passed = offer === undefined ? [] : [...offer.passed, offer.to.id];
  const chosen = chooseOperator(candidates, queue, { language, passed });
  if (chosen === undefined) return undefined;
  const { id, name } = chosen.to;
  return { to: { id, name }, until: now + (queue.offerSeconds ?? offerSeconds) * 1_000, passed: chosen.passed };
}

/** @returns false: somebody has it since, or another process has offered it. */
async function keepOffer({ cases, now }: OfferParts, seen: Case, offer: CaseOffer): Promise<boolean> {
  let isKept = false;
  await changeCase(
    cases,
    seen.conversationId,
    (known) => {
      const isSame =
        known.state === "waiting" && known.queue === seen.queue && known.offer?.until === seen.offer?.until;
      isKept = isSame;
      return isSame ? { ...known, offer } : undefined;
    },
    now(),
  );
  return isKept;
}

async function readCandidates(
  { cases, records, present, now }: OfferParts,
  waiting: readonly Case[],
): Promise<Candidate[]> {
  const there = new Set(present());
  const people = (await new TeamRecords(records).people()).filter(
    (each) => there.has(each.id) && answersVisitors(each),
  );
  return await Promise.all(
    people.map(async ({ id, name, languages, skills, maximumAtOnce = usualAtOnce }) => {
      const offered = waiting.filter(({ offer }) => offer?.to.id === id && offer.until > now()).length;
      const { mine } = await cases.counts(id);
      return { id, name, languages, skills, load: mine + offered, limit: maximumAtOnce };
    }),
  );
}

function offers({ routing }: Queue): boolean {
  return routing === "push";
}

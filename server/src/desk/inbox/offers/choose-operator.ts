import type { Queue } from "@causerie/protocol/desk";
import { isSameLanguage } from "#desk/inbox/queues/choose-queue.ts";

/** Somebody who is there and answers visitors. `load`: conversations that they have open, or that are offered to them. */
export type Candidate = {
  id: string;
  name: string;
  languages: readonly string[];
  skills: readonly string[];
  load: number;
  limit: number;
};

export type Offered = {
  language: string | undefined;
  /** Ids of those who were asked already. */
  passed: readonly string[];
};

/**
 * To whom a conversation is offered next: of those who speak its language, can do what the queue asks for and have room, the one who has least
 * to do. When all of them were asked, it begins anew. Undefined: there is nobody now.
 */
export function chooseOperator(
  candidates: readonly Candidate[],
  { skills }: Pick<Queue, "skills">,
  { language, passed }: Offered,
): { to: Candidate; passed: readonly string[] } | undefined {
  const fitting = candidates
    .filter((each) => each.load < each.limit && speaks(each, language) && skills.every((skill) => can(each, skill)))
    .toSorted((a, b) => a.load - b.load || (a.id < b.id ? -1 : 1));
  const fresh = fitting.find(({ id }) => !passed.includes(id));
  if (fresh !== undefined) return { to: fresh, passed };
  const [first] = fitting;
  return first === undefined ? undefined : { to: first, passed: [] };
}

/** Who names no language speaks any, as in a queue. */
function speaks({ languages }: Candidate, language: string | undefined): boolean {
  return language === undefined || languages.length === 0 || languages.some((each) => isSameLanguage(each, language));
}

function can({ skills }: Candidate, wanted: string): boolean {
  return skills.some((skill) => skill.toLowerCase() === wanted.toLowerCase());
}

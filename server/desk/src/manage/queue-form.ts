import type { OpenHours, Queue } from "@causerie/protocol/desk";
import { joinWords, splitWords } from "#parts/words.ts";

/** A queue as it stands in the fields of a form. The texts are those for all languages; others are kept as they are. */
export type QueueForm = {
  id: string;
  name: string;
  position: string;
  languages: string;
  skills: string;
  connectors: string;
  hours: readonly OpenHours[];
  timeZone: string;
  waitingText: string;
  closedText: string;
  ratingText: string;
  routing: "pull" | "push";
  offerSeconds: string;
  firstAnswerMinutes: string;
  nextAnswerMinutes: string;
  overflow: string;
  overflowMinutes: string;
};

export function queueForm(queue: Queue | undefined, others: readonly Queue[]): QueueForm {
  return {
    id: queue?.id ?? "",
    name: queue?.name ?? "",
    position: String(queue?.position ?? Math.max(0, ...others.map(({ position }) => position)) + 10),
    languages: joinWords(queue?.languages ?? []),
    skills: joinWords(queue?.skills ?? []),
    connectors: joinWords(queue?.connectors ?? []),
    hours: queue?.hours ?? [],
    timeZone: queue?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    waitingText: queue?.waitingText?.[""] ?? "",
    closedText: queue?.closedText?.[""] ?? "",
    ratingText: queue?.ratingText?.[""] ?? "",
    routing: queue?.routing ?? "pull",
    offerSeconds: String(queue?.offerSeconds ?? 30),
    firstAnswerMinutes: String(queue?.firstAnswerMinutes ?? ""),
    nextAnswerMinutes: String(queue?.nextAnswerMinutes ?? ""),
    overflow: queue?.overflow ?? "",
    overflowMinutes: String(queue?.overflowMinutes ?? 10),
  };
}

export function parseQueue(form: QueueForm, before: Queue | undefined): Queue {
  const waitingText = localized(before?.waitingText, form.waitingText);
  const closedText = localized(before?.closedText, form.closedText);
  const ratingText = localized(before?.ratingText, form.ratingText);
  return {
    id: form.id,
    name: form.name,
    position: Number(form.position),
    languages: splitWords(form.languages),
    skills: splitWords(form.skills),
    connectors: splitWords(form.connectors),
    ...(form.hours.length === 0 ? {} : { hours: [...form.hours], timeZone: form.timeZone }),
    ...(waitingText === undefined ? {} : { waitingText }),
    ...(closedText === undefined ? {} : { closedText }),
    ...(ratingText === undefined ? {} : { ratingText }),
    ...(form.routing === "push" ? { routing: "push", offerSeconds: Number(form.offerSeconds) } : {}),
    ...(form.firstAnswerMinutes === "" ? {} : { firstAnswerMinutes: Number(form.firstAnswerMinutes) }),
    ...(form.nextAnswerMinutes === "" ? {} : { nextAnswerMinutes: Number(form.nextAnswerMinutes) }),
    ...(form.overflow === "" ? {} : { overflow: form.overflow, overflowMinutes: Number(form.overflowMinutes) }),
  };
}

function localized(before: Record<string, string> | undefined, text: string): Record<string, string> | undefined {
  const { "": _, ...others } = before ?? {};
  const all = text.trim() === "" ? others : { ...others, "": text };
  return Object.keys(all).length === 0 ? undefined : all;
}

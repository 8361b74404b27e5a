import type { Bot } from "#bot/authoring/create-bot.ts";
import { readWith } from "#bot/forms/fill-slots.ts";
import { readResumption } from "#bot/running/resumption.ts";
import { parseLink } from "#channel/message/link.ts";
import type { BotMessage } from "#channel/message/message.ts";
import { choicesOf } from "#channel/message/plain-text.ts";
import { normalize } from "#understanding/text/normalize.ts";
import { wordsOf } from "#testing/answer.ts";
import type { HostedConnector } from "#channel/host/hosted-connector.ts";
import { describeChoice, targetOf } from "#testing/choice-target.ts";
import type { Crawl, Visit } from "./crawl.ts";
import type { Finding } from "./finding.ts";

/** Checks each answer of a crawl alone. */
export async function checkAnswers(bot: Bot, { visits, locale, channel, connector }: Crawl): Promise<Finding[]> {
  const dead = deadLinks(visits);
  const findings: Finding[] = [];
  for (const visit of visits) {
    const found = [
      ...failures(visit),
      ...silence(visit),
      ...deadChoices(visit, dead),
      ...lostQuickReplies(visit),
      ...visit.answer.messages.flatMap((message) => [
        ...twinLabels(visit, message),
        ...losses(visit, message, connector),
      ]),
      ...(await deadQuestion(bot, visit)),
    ];
    findings.push(...found.map((finding) => ({ ...finding, locale, channel, path: visit.path })));
  }
  return findings;
}

/** A finding without the crawl that found it. */
type Seen = Omit<Finding, "locale" | "channel" | "path">;

function storyStepOf({ answer }: Visit): { story: string; step?: string } {
  const { story, step, outcome } = answer.outcome;
  const isFallback = outcome === "not_understood" || outcome === "unknown_link" || outcome === "gave_up";
  return isFallback ? { story: "fallback" } : { story, ...(step === undefined ? {} : { step }) };
}

function failures(visit: Visit): Seen[] {
  return visit.answer.errors.map(({ cause }) => ({
    rule: "story_failed",
    severity: "error",
    ...storyStepOf(visit),
    detail: cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause),
  }));
}

/** Events that need no answer: a person who rates an answer or leaves does not wait for one. */
const needNoAnswer = [
  "feedback",
  "end",
  "handover",
  "handover_request",
  "edited",
  "deleted",
  "reaction",
  "identity_change",
];

function silence(visit: Visit): Seen[] {
  const { answer, action } = visit;
  // A story that only handles events need not answer a link that nobody offers.
  if (action.from.type === "made_up") return [];
  const { outcome } = answer.outcome;
  const isOver = ["answered", "not_understood", "unknown_link", "gave_up"].includes(outcome);
  const isMute = outcome === "said_nothing" || (isOver && answer.messages.length === 0);
  if (!isMute || needNoAnswer.includes(answer.event.type)) return [];
  return [
    {
      rule: "no_words",
      severity: "error",
      ...storyStepOf(visit),
      detail: "it ends without a word, and the person waits",
    },
  ];
}

function deadLinks(visits: readonly Visit[]): Set<string> {
  return new Set(
    visits.flatMap(({ action, answer }) =>
      action.event.type === "postback" && answer.outcome.outcome === "unknown_link" ? [action.event.link] : [],
    ),
  );
}

function deadChoices(visit: Visit, dead: ReadonlySet<string>): Seen[] {
  const { action, answer } = visit;
  const isOutside = action.from.type === "outside" && answer.outcome.outcome === "unknown_link";
  const outside: Seen[] = isOutside
    ? [
        {
          rule: "dead_link",
          severity: "error",
          detail: `the link ${action.name} that comes from outside leads nowhere`,
        },
      ]
    : [];
  const choices = answer.choices.filter((choice) => {
    const target = targetOf(choice);
    // The framework's own links are valid only while a story waits.
    return target.type === "link" && dead.has(target.link) && !parseLink(target.link).intent.startsWith("causerie:");
  });
  return [
    ...outside,
    ...choices.map((choice): Seen => ({
      rule: "dead_link",
      severity: "error",
      ...storyStepOf(visit),
      detail: `the choice ${describeChoice(choice)} leads nowhere: this bot has no such story or step, or it refuses the parameters`,
    })),
  ];
}

/** The framework adds the offer to return to an interrupted story. The story that interrupted cannot change that. */
function lostQuickReplies(visit: Visit): Seen[] {
  const { messages } = visit.answer;
  const offer = messages.findIndex(({ quickReplies }) =>
    quickReplies.some((reply) => reply.type === "postback" && readResumption(reply.link) !== undefined),
  );
  const own = offer < 0 ? messages : messages.slice(0, offer);
  return own
    .slice(0, -1)
    .filter(({ quickReplies }) => quickReplies.length > 0)
    .map((message) => ({
      rule: "lost_quick_replies",
      severity: "error",
      ...storyStepOf(visit),
      detail: `the quick replies under ${excerpt(message)} are gone once the next message is there; put them under the last one`,
    }));
}

/** Buttons of different cards may have the same label. Within one card, and outside of cards, labels must differ. */
function twinLabels(visit: Visit, message: BotMessage): Seen[] {
  const groups =
    message.type === "carousel"
      ? [...message.cards.map((card) => ({ ...message, cards: [card], quickReplies: [] })), { ...message, cards: [] }]
      : [message];
  return groups.map(choicesOf).flatMap((choices) =>
    choices
      .filter((choice, index) =>
        choices.slice(0, index).some((other) => isSameLabel(choice.label, other.label) && !isSameTarget(choice, other)),
      )
      .map((choice): Seen => ({
        rule: "twin_labels",
        severity: "error",
        ...storyStepOf(visit),
        detail: `two choices of ${excerpt(message)} are called "${choice.label}" and lead to different places`,
      })),
  );
}

function isSameLabel(one: string, other: string): boolean {
  return one === other || (normalize(one) !== "" && normalize(one) === normalize(other));
}

type Choice = ReturnType<typeof choicesOf>[number];

function isSameTarget(one: Choice, other: Choice): boolean {
  return JSON.stringify(targetOf(one)) === JSON.stringify(targetOf(other));
}

function losses(visit: Visit, message: BotMessage, connector: HostedConnector): Seen[] {
  return connector.render(message).losses.map(({ rule, detail }) => ({
    rule: "loss",
    severity: isStillThere(rule) ? "warning" : "error",
    ...storyStepOf(visit),
    detail: `${rule}: ${detail}, of ${excerpt(message)}`,
  }));
}

/** Whether the person still gets the content: split, moved, or shown as something else. How a text came about is none of it. */
function isStillThere(rule: string): boolean {
  return /_(?:split|moved|replaced)$|_as_|^reasoning_/.test(rule);
}

async function deadQuestion(bot: Bot, { after, answer }: Visit): Promise<Seen[]> {
  const { current } = after;
  if (current?.question === undefined || answer.outcome.outcome !== "answered") return [];
  const { intent, step, params } = parseLink(current.question.link);
  const story = bot.starters.get(intent);
  const found = {
    rule: "dead_question",
    severity: "error",
    story: current.story,
    ...(current.step === undefined ? {} : { step: current.step }),
  } as const;
  const target = step === undefined ? `"${intent}"` : `the step "${step}" of "${intent}"`;
  if (story === undefined || (step !== undefined && !story.steps.has(step)))
    return [{ ...found, detail: `it waits for an answer at ${target}, which this bot does not have` }];
  const schema = step === undefined ? story.schema : story.steps.get(step)?.schema;
  const read = schema === undefined ? undefined : await readWith(schema, params);
  if (read === undefined || "value" in read) return [];
  const reasons = read.issues.join("; ");
  return [{ ...found, detail: `it waits for an answer at ${target}, which refuses the parameters: ${reasons}` }];
}

function excerpt(message: BotMessage): string {
  const words = wordsOf(message).replaceAll(/\s+/g, " ").trim();
  return `"${words.length > 40 ? `${words.slice(0, 40)}…` : words}"`;
}

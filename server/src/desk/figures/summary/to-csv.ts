import type { Figures, FigureTable } from "@causerie/protocol/desk";

type Cell = string | number | undefined;

/** One table of the figures as CSV (RFC 4180), with its names in the first row. */
export function toCsv(figures: Figures, table: FigureTable): string {
  const rows = rowsOf(figures, table);
  return `${rows.map((row) => row.map(toCell).join(",")).join("\r\n")}\r\n`;
}

function rowsOf(figures: Figures, table: FigureTable): readonly (readonly Cell[])[] {
  switch (table) {
    case "days":
      return [
        [
          "day",
          "conversations",
          "by the bot alone",
          "messages of visitors",
          "messages of the bot",
          "messages of the team",
        ],
        ...figures.days.map((day) => [day.day, day.conversations, day.byBotAlone, day.visitor, day.bot, day.team]),
      ];
    case "answers":
      return [
        ["first answer of", "up to milliseconds", "conversations"],
        ...(["bot", "team"] as const).flatMap((by) =>
          figures.firstAnswer[by].buckets.map(({ upTo, count }) => [by, upTo, count]),
        ),
      ];
    case "stories":
      return [["story", "answers"], ...figures.stories.map(({ story, count }) => [story, count])];
    case "follows":
      return [["from", "to", "conversations"], ...figures.follows.map(({ from, to, count }) => [from, to, count])];
    case "paths":
      return [["path", "conversations"], ...figures.paths.map(({ path, count }) => [path.join(" > "), count])];
    case "questions":
      return [
        ["story", "step", "slot", "asked", "left"],
        ...figures.questions.map(({ story, step, slot, asked, left }) => [story, step, slot, asked, left]),
      ];
    case "opinions":
      return [
        ["question", "answer", "count"],
        ...figures.opinions.map(({ question, answer, count }) => [question, answer, count]),
      ];
    case "outcomes":
      return [["outcome", "turns"], ...figures.outcomes.map(({ outcome, count }) => [outcome, count])];
    case "failures":
      return [
        ["connector", "cause", "messages"],
        ...figures.failures.map(({ connector, cause, count }) => [connector, cause, count]),
      ];
    case "operators":
      return [
        [
          "operator",
          "conversations",
          "answers",
          "p50 milliseconds",
          "p90 milliseconds",
          "open at the same time",
          "at most",
        ],
        ...figures.operators.map((each) => {
          const { id, name, conversations, answers, p50, p90, openMean, openMost } = each;
          return [name === "" ? id : name, conversations, answers, p50, p90, openMean, openMost];
        }),
      ];
  }
}

/**
 * What begins like a formula is one to a spreadsheet, which would run what somebody has chosen as a name: an apostrophe before it makes it text (OWASP, CSV
 * injection). Numbers are ours.
 */
function toCell(value: Cell = ""): string {
  if (typeof value === "number") return String(value);
  const text = /^[\s]*[=+\-@\t\r\n|%]/.test(value) ? `'${value}` : value;
  return /[",\r\n']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

import { parseArgs } from "node:util";
import type { CauserieConfig } from "#config/config.ts";
import { readEnv } from "#config/env.ts";
import { settings } from "#config/schema.ts";
import { keepOwner } from "#app/file-owner.ts";
import { version } from "#app/version.ts";
import { alexaCommands } from "./alexa/commands.ts";
import { describeFailure } from "./describe-failure.ts";
import { messengerCommands } from "./messenger/commands.ts";
import { loadConfig } from "./loading/load-config.ts";
import { operatorCommands } from "./operator/commands.ts";
import { printProblems } from "./print.ts";
import { reportNoStart } from "./report-no-start.ts";
import { usage } from "./usage.ts";
import { UsageError } from "./usage-error.ts";

const options = {
  config: { type: "string", default: "causerie.config.ts" },
  help: { type: "boolean", short: "h", default: false },
  version: { type: "boolean", default: false },
  channel: { type: "string" },
  locale: { type: "string" },
  link: { type: "string", multiple: true },
  answer: { type: "string", multiple: true },
  folds: { type: "string" },
  unknown: { type: "string" },
  out: { type: "string" },
  to: { type: "string" },
  "keep-words": { type: "boolean" },
  live: { type: "boolean" },
  "no-watch": { type: "boolean" },
  // Given by `causerie dev` to the process that it watches, and not by people.
  "port-file": { type: "string" },
  options: { type: "boolean" },
  json: { type: "boolean" },
  connector: { type: "string" },
  user: { type: "string" },
  state: { type: "string" },
  limit: { type: "string" },
  all: { type: "boolean" },
  undo: { type: "boolean" },
  replace: { type: "boolean" },
  force: { type: "boolean" },
  seconds: { type: "string" },
  fix: { type: "boolean" },
  yes: { type: "boolean" },
  show: { type: "boolean" },
  text: { type: "string" },
  pass: { type: "string" },
  take: { type: "boolean" },
  request: { type: "boolean" },
  release: { type: "boolean" },
  extend: { type: "string" },
  metadata: { type: "string" },
  picture: { type: "string" },
  role: { type: "string" },
  first: { type: "boolean" },
  scopes: { type: "string" },
} as const;

const everywhere: readonly (keyof Values)[] = ["config", "help", "version"];

type Values = ReturnType<typeof parse>["values"];

/** `takes`: the argument that must follow the command's name. */
type Command = {
  run(config: CauserieConfig, values: Values, argument: string): Promise<number | void>;
  options?: readonly (keyof Values)[];
  takes?: string;
  /** What it takes may be left out. */
  optional?: true;
  /** What is needed besides, when argument and options do not go together. */
  needs?(values: Values, argument: string): string | undefined;
};

type Tool = Omit<Command, "run"> & {
  run(values: Values, argument: string): Promise<number | void> | void;
};

// Each loads what it needs when it runs: a status should not wait for the parts of a server.
const server = () => import("./server-commands.ts");
const database = () => import("./database-commands.ts");
const dev = () => import("./dev/dev.ts");

const commands: Readonly<Record<string, Command>> = {
  ...operatorCommands,
  ...messengerCommands,
  ...alexaCommands,
  start: { run: async (config) => (await server()).start(config) },
  check: {
    run: async (config, { live = false, options: listed = false }) =>
      (await server()).check(config, { live, options: listed }),
    options: ["live", "options"],
  },
  migrate: {
    run: async (config, { to }) =>
      to === undefined ? (await database()).migrate(config) : (await database()).moveTo(to, config),
    options: ["to"],
  },
  restored: { run: async (config) => (await database()).restored(config) },
  chat: {
    run: async (config, { channel = "web", locale }) => {
      const { findChannel } = await import("./configured-channels.ts");
      const { chat } = await import("./chat.ts");
      await chat(config, { channel: findChannel(channel, config), ...(locale === undefined ? {} : { locale }) });
    },
    options: ["channel", "locale"],
  },
  lint: {
    run: async (config, { link = [], answer = [], seconds }) =>
      (await import("./lint.ts")).lint(config, { links: link, answers: answer, seconds }),
    options: ["link", "answer", "seconds"],
  },
  "nlu test": {
    run: async (config, { folds, unknown }) => (await import("./nlu.ts")).testUnderstanding(config, { folds, unknown }),
    options: ["folds", "unknown"],
  },
  record: {
    run: async (config, values, conversation) => {
      const options = { conversation, keepWords: values["keep-words"] ?? false, configFile: values.config };
      await (await import("./record.ts")).record(config, options);
    },
    options: ["keep-words"],
    takes: "the id of a conversation",
  },
};

/** Commands that need no bot, or read it themselves. */
const toolCommands: Readonly<Record<string, Tool>> = {
  dev: {
    run: async ({ config, "no-watch": once = false, "port-file": portFile }) =>
      once ? (await dev()).serveDev(config, portFile) : (await dev()).watchDev(config),
    options: ["no-watch", "port-file"],
  },
  init: {
    run: async (_values, folder) => (await import("./init.ts")).init(folder),
    takes: "the folder of the new bot",
  },
  "import tock": {
    run: async ({ out = "tock" }, path) => (await import("./import/import-tock.ts")).importTockBot(path, out),
    options: ["out"],
    takes: "a dump, or a folder of dumps",
  },
  "labels import": {
    run: async ({ out = "messages" }, file) => (await import("./labels.ts")).importLabels(file, out),
    options: ["out"],
    takes: "the file of the dump",
  },
};

/** The exit code of a command that was not understood, as shells have it; 1 says that it was, and did not work ({@link UsageError}). */
const usageError = 2;

/** Runs one command. @returns the exit code; problems are printed, one a line. */
export async function runCli(args: readonly string[]): Promise<number> {
  let report: (problems: readonly string[]) => void | Promise<void> = printProblems;
  try {
    const { values, positionals } = parse(args);
    const [name, ...rest] = joinName(positionals);
    if (name === "start") report = reportNoStart;
    if (values.help || name === "help") {
      console.log(usage);
      return 0;
    }
    if (values.version) {
      console.log(version);
      return 0;
    }
    const command = own(commands, name);
    const tool = own(toolCommands, name);
    const problem = findProblem(name, rest, command ?? tool, values);
    if (problem !== undefined || (command === undefined && tool === undefined)) {
      console.error(problem ?? usage);
      return usageError;
    }
    if (tool !== undefined) return (await tool.run(values, rest[0] ?? "")) ?? 0;
    if (command === undefined) return 0;
    const config = await loadConfig(values.config);
    try {
      return (await command.run(config, values, rest[0] ?? "")) ?? 0;
    } finally {
      leaveOwner(config, name === "restore");
    }
  } catch (error) {
    if (isArgumentError(error)) {
      console.error(`${error.message.split(". ")[0]}; see causerie --help`);
      return usageError;
    }
    const problems = describeFailure(error);
    if (problems === undefined) throw error;
    await report(problems);
    return error instanceof UsageError ? usageError : 1;
  }
}

/** A command that root runs must leave nothing in the data folder that the server's user cannot use. */
function leaveOwner(config: CauserieConfig, deep: boolean): void {
  const { data } = { data: settings.data.default, ...config, ...readEnv().env };
  if (typeof data === "string") keepOwner(data, { deep });
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], allowPositionals: true, options });
}

/** Joins the words of commands such as `nlu test`, which have up to three. */
function joinName(words: readonly string[]): string[] {
  const isCommand = (name: string): boolean => Object.hasOwn(commands, name) || Object.hasOwn(toolCommands, name);
  const count = [3, 2].find((each) => isCommand(words.slice(0, each).join(" "))) ?? 1;
  return words.length === 0 ? [] : [words.slice(0, count).join(" "), ...words.slice(count)];
}

function own<Value>(table: Readonly<Record<string, Value>>, name: string | undefined): Value | undefined {
  return name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}

function findProblem(
  name: string | undefined,
  rest: readonly string[],
  command: Pick<Command, "takes" | "options" | "optional" | "needs"> | undefined,
  values: Values,
): string | undefined {
  if (name === undefined) return undefined;
  const { takes, optional = false, options: own = [] } = command ?? {};
  const most = takes === undefined ? 0 : 1;
  const parts = partsOf(name);
  if (command === undefined && parts.length > 0)
    return `causerie ${name} needs ${parts.length === 1 ? "" : "one of "}${parts.join(", ")} after it; see causerie --help`;
  if (command === undefined || rest.length > most)
    return `"${[name, ...rest].join(" ")}" is no command of causerie; see causerie --help`;
  if (rest.length < most && !optional) return `causerie ${name} needs ${takes ?? ""}; see causerie --help`;
  const foreign = (Object.keys(options) as (keyof Values)[]).find(
    (option) => values[option] !== undefined && !own.includes(option) && !everywhere.includes(option),
  );
  if (foreign !== undefined) return `causerie ${name} has no option '--${foreign}'; see causerie --help`;
  const needed = command.needs?.(values, rest[0] ?? "");
  return needed === undefined ? undefined : `causerie ${name} needs ${needed}; see causerie --help`;
}

/** The other words of commands that have several, e.g. of `outbox`. */
function partsOf(name: string): string[] {
  return [...Object.keys(commands), ...Object.keys(toolCommands)].flatMap((each) =>
    each.startsWith(`${name} `) ? [each.slice(name.length + 1)] : [],
  );
}

function isArgumentError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}

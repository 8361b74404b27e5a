import { parseArgs } from "node:util";
import type { CauserieConfig } from "#config/config.ts";
import { environment, readEnv } from "#config/env.ts";
import { settings } from "#config/schema.ts";
import { keepOwner } from "#app/file-owner.ts";
import { version } from "#app/version.ts";
import { chat } from "./chat.ts";
import { describeFailure } from "./describe-failure.ts";
import { serveDev, watchDev } from "./dev/dev.ts";
import { findChannel } from "./configured-channels.ts";
import { importTockBot } from "./import/import-tock.ts";
import { importLabels } from "./labels.ts";
import { init } from "./init.ts";
import { messengerCommands } from "./messenger/commands.ts";
import { lint } from "./lint.ts";
import { migrate, moveTo, restored } from "./database-commands.ts";
import { loadConfig } from "./loading/load-config.ts";
import { testUnderstanding } from "./nlu.ts";
import { operatorCommands } from "./operator/commands.ts";
import { record } from "./record.ts";
import { printProblems } from "./print.ts";
import { UsageError } from "./usage-error.ts";
import { check, reportNoStart, start } from "./server-commands.ts";

const usage = `causerie - one set of stories answers web visitors and Messenger users

  causerie init FOLDER
                      writes a small bot with its tests into a new folder

  causerie dev        serves the bot on a local page, beside what it makes of each message; starts anew after each change
    --no-watch        does not start anew
  causerie start      starts the server
  causerie check      checks the configuration and says what is wrong with it
    --live            asks the platforms, too: are the tokens valid, does the bot get its events?
    --options         lists the options of each connector
  causerie migrate    brings the database up to date (start does that, too)
    --to postgres     moves the embedded database of the data folder to the empty one of DATABASE_URL
  causerie restored   run it once after restoring a backup, before the next start

  causerie status     what waits, what was given up, how much is kept
  causerie outbox list | retry ID | drop ID
                      deliveries that wait or were given up; retry --all sends all that wait at once
    --state STATE     waiting or failed
  causerie dead-letters list | show ID | retry ID | drop ID
                      events that could not be handled
  causerie conversations list | show ID | export ID | delete ID
    --user ID         of one person
  causerie people export ID | delete ID | deletions
                      all that is kept of a person, files included
  causerie block [ID] refuses what a person sends; without an id, lists who is blocked
    --undo            takes it back
  causerie sessions revoke ID
                      ends the session of a web visitor; it closes their connections, and their page begins anew
  causerie desk people
                      who has an account at the desk
  causerie desk invite EMAIL --role ROLE | --first
                      a link by which somebody gets one: administrator, developer, operator or viewer
    --first           for the first administrator, while there is nobody
  causerie desk disable PERSON
                      ends their sessions, and lets them in no more; PERSON is an id or an address
    --undo            takes it back
  causerie desk sign-in-link PERSON
                      a link that lets somebody in once, for whoever cannot come in by what they have
  causerie desk sessions | sessions end ID
                      where people are signed in
  causerie desk keys | keys make NAME --scopes LIST | keys end ID
                      the keys of programs; LIST has commas between the rights
  causerie desk corpus
                      writes the examples that the team has added into files, for review
    --out FOLDER      where to put them (default: corpus)
  causerie desk figures rebuild --force
                      counts the figures anew, from what the logs still have
  causerie backup FOLDER
                      copies database, secret and files into a new folder; the server may be running
  causerie restore FOLDER
                      puts a backup into the data folder
    --replace         moves aside what is there
  causerie secret rotate
                      makes a new secret, and still believes the one before
    --force           also while sessions of the one before that may be in use: it ends them
  All of these: --json for programs; where they list or name people: --connector ID, --limit NUMBER

  causerie messenger check
                      asks Meta about each page: tokens, permissions, subscriptions, webhook, routing, version
    --fix             puts right what can be: subscribes page and app, enters the webhook's address
  causerie messenger profile sync
                      shows how the page's profile at Meta differs from the configuration
    --yes             brings it to Meta
  causerie messenger token exchange
                      makes page tokens of the user token in MESSENGER_USER_TOKEN, or in its input
    --out FILE        writes them, encrypted with the app's secret, for messengerPages()
    --show            prints them
  causerie messenger personas list | create NAME --picture URL | delete ID
                      the names and pictures that a page may write under
  causerie messenger secondary-receivers
                      the other apps of a page, where Meta still shows them to the default app
  causerie messenger live-check PSID
                      sends one message to this person, and says what each step gave
    --text TEXT       what it says
  causerie messenger thread PSID
                      who has the conversation
    --pass TO | --take | --request | --release
                      gives it to the inbox or an app, takes it, asks for it, or lets it go
    --extend HOURS    the bot keeps it for this time, at most 168
    --metadata TEXT   what the other app is told
  All of these: --json for programs, --connector ID

  causerie chat       talks to the bot in the terminal, without a server
    --channel NAME    web (default), messenger, text, or the id of a configured connector
    --locale TAG      language of the person, e.g. fr
  causerie lint       finds dead links, unreachable steps, lost words and more in the bot; runs its stories
    --link LINK       a link that comes from outside, e.g. of a push; may be repeated
    --answer TEXT     something to say when a story asks; may be repeated
    --seconds NUMBER  how long it may take (default 60)
  causerie nlu test   asks the classifier what it has not learnt: accuracy, confusions, what it refuses
    --folds NUMBER    parts to leave out in turn (default 5)
    --unknown FILE    sentences that mean nothing to this bot, one a line
  causerie record ID  prints a test that has the stored conversation ID again, without its secrets
    --keep-words      keeps what people wrote, except addresses and numbers

  causerie import tock PATH
                      turns exports of Tock Studio (a file, or a folder of them: stories, labels, NLP application,
                      sentences, predefined values) into a bot that runs, and reports what did not come over
    --out FOLDER      where to put it (default: tock)
  causerie labels import FILE
                      turns a dump of Tock's labels into messages of a catalogue
    --out FOLDER      where to put them (default: messages)

  --config FILE       configuration file (default: causerie.config.ts)
  --version           the version of this program
  --help              this text

The environment variables ${[...environment.keys()].join(", ")}
win over the file; a file .env in this folder is read first.`;

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

const commands: Readonly<Record<string, Command>> = {
  ...operatorCommands,
  ...messengerCommands,
  start: { run: start },
  check: {
    run: (config, { live = false, options: listed = false }) => check(config, { live, options: listed }),
    options: ["live", "options"],
  },
  migrate: { run: (config, { to }) => (to === undefined ? migrate(config) : moveTo(to, config)), options: ["to"] },
  restored: { run: restored },
  chat: {
    run: (config, { channel = "web", locale }) =>
      chat(config, { channel: findChannel(channel, config), ...(locale === undefined ? {} : { locale }) }),
    options: ["channel", "locale"],
  },
  lint: {
    run: (config, { link = [], answer = [], seconds }) => lint(config, { links: link, answers: answer, seconds }),
    options: ["link", "answer", "seconds"],
  },
  "nlu test": {
    run: (config, { folds, unknown }) => testUnderstanding(config, { folds, unknown }),
    options: ["folds", "unknown"],
  },
  record: {
    run: (config, values, conversation) =>
      record(config, { conversation, keepWords: values["keep-words"] ?? false, configFile: values.config }),
    options: ["keep-words"],
    takes: "the id of a conversation",
  },
};

/** Commands that need no bot, or read it themselves. */
const toolCommands: Readonly<Record<string, Tool>> = {
  dev: {
    run: ({ config, "no-watch": once = false, "port-file": portFile }) =>
      once ? serveDev(config, portFile) : watchDev(config),
    options: ["no-watch", "port-file"],
  },
  init: { run: (_values, folder) => init(folder), takes: "the folder of the new bot" },
  "import tock": {
    run: ({ out = "tock" }, path) => importTockBot(path, out),
    options: ["out"],
    takes: "a dump, or a folder of dumps",
  },
  "labels import": {
    run: ({ out = "messages" }, file) => importLabels(file, out),
    options: ["out"],
    takes: "the file of the dump",
  },
};

/** The exit code of a command that was not understood, as shells have it; 1 says that it was, and did not work ({@link UsageError}). */
const usageError = 2;

/** Runs one command. @returns the exit code; problems are printed, one a line. */
export async function runCli(args: readonly string[]): Promise<number> {
  let report = printProblems;
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
    report(problems);
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

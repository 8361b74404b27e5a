import { writeFileSync } from "node:fs";
import { text as readAll } from "node:stream/consumers";
import { ConfigError } from "#app/errors.ts";
import type { CheckResult } from "#channel/connector-definition.ts";
import { readSettings } from "#cli/loading/load-config.ts";
import { print, table, timeOf } from "#cli/print.ts";
import type { CauserieConfig } from "#config/config.ts";
import type { Finding } from "#connectors/meta/graph/finding.ts";
import type { MessengerAdmin } from "#connectors/messenger/admin/admin.ts";
import { type ProfileChange, describeChanges } from "#connectors/messenger/profile/profile-diff.ts";
import type { MessengerCommand, MessengerCommandOptions } from "./command.ts";
import { oneConnector, messengerConnectors } from "./connectors.ts";
import { actionOf, problemOf } from "./control-action.ts";
import { personaCommands } from "./personas.ts";
import { receiverCommands } from "./receivers.ts";
import { exitCodeOf, sentenceOf } from "./results.ts";

/** What an operator does with their pages at Meta. None of it needs the server to run, but for the webhook's own check. */
export const messengerCommands: Readonly<Record<string, MessengerCommand>> = {
  "messenger check": { run: checkPages, options: ["json", "connector", "fix"] },
  "messenger profile sync": { run: syncProfiles, options: ["json", "connector", "yes"] },
  "messenger token exchange": { run: exchange, options: ["json", "connector", "out", "show"] },
  ...personaCommands,
  ...receiverCommands,
  "messenger live-check": {
    run: sendOne,
    options: ["json", "connector", "text"],
    takes: "the PSID of a person who expects a message",
  },
  "messenger thread": {
    run: control,
    options: ["json", "connector", "pass", "take", "request", "release", "extend", "metadata"],
    takes: "the PSID of a person",
    needs: problemOf,
  },
};

async function checkPages(config: CauserieConfig, options: MessengerCommandOptions): Promise<number> {
  const settings = readSettings(config);
  const publicUrl = settings.publicUrl ?? `http://localhost:${settings.port}`;
  const pages: { connector: string; findings: CheckResult[]; repairs: CheckResult[] }[] = [];
  for (const { id, admin } of await messengerConnectors(config, options)) {
    const found = await admin.check(publicUrl);
    const repairs = options.fix === true ? await repairAll(found) : [];
    const findings = repairs.length > 0 ? await admin.check(publicUrl) : found;
    pages.push({ connector: id, findings: findings.map(toResult), repairs });
  }
  print(pages, options.json ?? false, () =>
    pages.flatMap(({ connector, findings, repairs }) =>
      [...repairs, ...findings].map((each) => `${connector}: ${sentenceOf(each)}`),
    ),
  );
  return exitCodeOf(pages.flatMap(({ findings }) => findings));
}

/** One after another: the app's side of the subscription is the same for all its pages. */
async function repairAll(found: readonly Finding[]): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const { repair } of found) if (repair !== undefined) results.push(await repair());
  return results;
}

async function syncProfiles(config: CauserieConfig, options: MessengerCommandOptions): Promise<number> {
  const pages: { connector: string; changes: ProfileChange[]; result?: CheckResult }[] = [];
  for (const { id, admin } of await messengerConnectors(config, options)) {
    const plan = await admin.planProfile();
    if (plan === undefined) continue;
    if (plan.type === "failed") pages.push({ connector: id, changes: [], result: plan.result });
    else {
      const isToDo = options.yes === true && plan.changes.length > 0;
      pages.push({ connector: id, changes: plan.changes, ...(isToDo ? { result: await plan.apply() } : {}) });
    }
  }
  if (pages.length === 0)
    throw new ConfigError(['no connector has a profile: write one, e.g. messenger({ …, profile: { greeting: "…" } })']);
  print(pages, options.json ?? false, () =>
    pages.flatMap(({ connector, changes, result }) => [
      ...describeChanges(changes).map((line) => `${connector}: ${line}`),
      ...(result === undefined ? [] : [`${connector}: ${sentenceOf(result)}`]),
      ...(result === undefined && changes.length === 0 ? [`${connector}: Meta has all of the profile`] : []),
      ...(result === undefined && changes.length > 0 ? [`${connector}: nothing is changed yet; --yes does it`] : []),
    ]),
  );
  return exitCodeOf(pages.flatMap(({ result }) => result ?? []));
}

/** Where the user token is read from: an argument would stand in the list of processes, and in the shell's memory. */
const userTokenVariable = "MESSENGER_USER_TOKEN";

async function exchange(config: CauserieConfig, options: MessengerCommandOptions): Promise<number> {
  const { admin } = await oneConnector(config, options);
  const exchanged = await admin.exchangeToken(await readUserToken());
  if (exchanged.type === "failed") {
    print(exchanged.result, options.json ?? false, () => [sentenceOf(exchanged.result)]);
    return 1;
  }
  const { out, show = false } = options;
  if (out !== undefined) writeNew(out, admin.sealPages(exchanged.pages));
  const pages = exchanged.pages.map(({ id, name, token }) => ({ page: id, name, ...(show ? { token } : {}) }));
  print({ pages, ...(out === undefined ? {} : { out }) }, options.json ?? false, () => [
    ...table(pages, "the person administers no page that the app may see"),
    out === undefined
      ? "Nothing is kept: --out FILE writes the tokens, encrypted with the app's secret; --show prints them."
      : `${out} has the tokens, encrypted with the app's secret: use it with messengerPages({ file: "${out}", … }).`,
  ]);
  return pages.length > 0 ? 0 : 1;
}

async function readUserToken(): Promise<string> {
  const given = process.env[userTokenVariable] ?? (process.stdin.isTTY ? "" : await readAll(process.stdin));
  const token = given.trim();
  if (token === "" || /\s/.test(token))
    throw new ConfigError([
      `give the user token in ${userTokenVariable}, or as the input of this command; Meta's Graph API Explorer makes one`,
    ]);
  return token;
}

/** A file of the same name may be in use: only this command's own is replaced. */
function writeNew(file: string, content: string): void {
  try {
    writeFileSync(file, content, { mode: 0o600, flush: true });
  } catch (cause) {
    throw new ConfigError([`${file} cannot be written; choose another file`], { cause });
  }
}

async function sendOne(config: CauserieConfig, options: MessengerCommandOptions, psid: string): Promise<number> {
  const { admin } = await oneConnector(config, options);
  const text = options.text ?? "This is a test of the connection. You need not answer.";
  const steps = [];
  for await (const step of admin.liveCheck({ psid, text })) {
    steps.push(step);
    if (options.json !== true) console.log(`${step.step} (${step.ms} ms): ${sentenceOf(step)}`);
  }
  if (options.json === true) print(steps, true, () => []);
  return exitCodeOf(steps.filter(({ step }) => step !== "profile"));
}

async function control(config: CauserieConfig, options: MessengerCommandOptions, psid: string): Promise<number> {
  const { admin } = await oneConnector(config, options);
  const action = actionOf(options);
  if (action === undefined) return await showOwner(admin, psid, options.json ?? false);
  const result = await admin.control(psid, action, options.metadata);
  print(result, options.json ?? false, () => [sentenceOf(result)]);
  return exitCodeOf([result]);
}

async function showOwner(admin: MessengerAdmin, psid: string, isJson: boolean): Promise<number> {
  const owner = await admin.owner(psid);
  const result = owner.type === "unknown" ? owner.result : { app: owner.app, until: owner.until };
  print(result, isJson, () => {
    if (owner.type === "unknown") return [sentenceOf(owner.result)];
    const until = owner.until === undefined ? "" : ` until ${timeOf(owner.until)}`;
    return [owner.app === undefined ? "Nobody has the conversation." : `The app ${owner.app} has it${until}.`];
  });
  return owner.type === "unknown" ? 1 : 0;
}

function toResult({ level, title, fix }: Finding): CheckResult {
  return fix === undefined ? { level, title } : { level, title, fix };
}

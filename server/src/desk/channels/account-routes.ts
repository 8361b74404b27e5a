import {
  accountsRequestSchema,
  connectAccountsSchema,
  type ConnectedAccounts,
  connectedAccountsSchema,
  foundAccountsSchema,
  platformAddressSchema,
  platformSignInSchema,
} from "@causerie/protocol/desk";
import type {
  AccountContext,
  AccountSource,
  ChannelKind,
  ChannelOptions,
  FoundAccount,
  FoundAccounts,
} from "#channel/channel-kind.ts";
import { type CheckResult, messageOf } from "#channel/connector-definition.ts";
import { findOptionProblems } from "#channel/options-schema.ts";
import { RequestError } from "#app/errors.ts";
import type { Actor } from "#desk/http/actor.ts";
import { type DeskRoute, route } from "#desk/http/route.ts";
import { type ChannelParts, requireQueue, spread } from "./channel-routes.ts";
import { makeConnector, withoutSecrets } from "./make-connector.ts";

/** Milliseconds that a list of accounts may be looked at before some are chosen. */
const ticketMs = 10 * 60_000;

type Chosen = { queue?: string | undefined; language?: string | undefined };
type Outcome = ConnectedAccounts["accounts"][number];

/** Several accounts of one person at a platform become a channel each. */
export function accountRoutes(parts: ChannelParts): DeskRoute[] {
  const { sealing, now } = parts;
  const context: AccountContext = { fetch: parts.fetch, publicUrl: parts.publicUrl };
  const redirectUrl = `${parts.publicUrl.replace(/\/+$/, "")}/desk/channels`;
  const aboutTicket = (channel: string, actor: Actor): string => `ticket\0${channel}\0${actor.id}`;

  /** @throws RequestError `invalid_request`: somebody else's ticket, or one of before. */
  function openTicket(ticket: string, about: string): ChannelOptions {
    const text = sealing.open(ticket, about);
    const opened = text === undefined ? undefined : (JSON.parse(text) as { until: number; again: ChannelOptions });
    if (opened === undefined || opened.until < now())
      throw new RequestError("invalid_request", "the list of accounts is too old; ask for it again");
    return opened.again;
  }

  async function connect(
    { kind, source, account }: { kind: ChannelKind; source: AccountSource; account: FoundAccount },
    chosen: Chosen,
    actor: Actor,
  ): Promise<Outcome> {
    const { id, name, channelId, options } = account;
    try {
      await parts.store.put(
        actor,
        { id: channelId, channel: kind.channel, name, isActive: true, ...ofChosen(chosen), options, version: 0 },
        "channel.connect",
      );
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      const refusal = { level: "error" as const, title: error.message, fix: "Look at the channel that is there." };
      return { id, name, findings: [refusal] };
    }
    // Its path must answer before the platform is asked to call it.
    await spread(parts);
    const state = parts.runner.stateOf(channelId);
    const failed: CheckResult[] =
      state?.type === "failed" ? [{ level: "error", title: state.reason, fix: "Change the channel." }] : [];
    const found = [...failed, ...(await source.subscribe(options, context))];
    return { id, name, channelId, findings: found.map(plain) };
  }

  return [
    route({
      method: "post",
      path: "/channel-kinds/:channel/sign-in",
      summary: "Where somebody signs in at the platform, in place of pasting a token.",
      scope: "channels.write",
      body: platformSignInSchema,
      answer: platformAddressSchema,
      refusals: ["not_found"],
      async handle({ params, body }) {
        const url = findSource(parts, params["channel"]).source.signInUrl?.({ redirectUrl, state: body.state });
        if (url === undefined)
          throw new RequestError(
            "not_found",
            "nobody can sign in at the platform: the configuration names no app of it",
          );
        return { url };
      },
    }),
    route({
      method: "post",
      path: "/channel-kinds/:channel/accounts",
      summary: "Lists the accounts that somebody has at the platform. Nothing is changed.",
      scope: "channels.write",
      body: accountsRequestSchema,
      answer: foundAccountsSchema,
      refusals: ["not_found"],
      async handle({ actor, params, body }) {
        const { kind, source } = findSource(parts, params["channel"]);
        const given = readGiven(source, body, redirectUrl);
        const found = await findAccounts(source, given, context);
        if (found.type === "refused") return { accounts: [], findings: [plain(found.result)] };
        const channels = await parts.store.list();
        const accounts = found.accounts.map(({ id, name, channelId, options, concerns }) => {
          const made = makeConnector({ id: channelId, channel: kind.channel }, options, parts.kinds);
          const sameId = channels.find((each) => each.id === channelId);
          const servedBy =
            sameId === undefined
              ? made.type === "made"
                ? parts.store.servedBy(made.definition, channels)
                : undefined
              : `the channel "${sameId.name}"`;
          return { id, name, concerns: [...concerns], ...(servedBy === undefined ? {} : { servedBy }) };
        });
        const content = JSON.stringify({ until: now() + ticketMs, again: found.again });
        const ticket = sealing.seal(content, aboutTicket(kind.channel, actor));
        return { accounts, findings: found.findings.map(plain), ticket };
      },
    }),
    route({
      method: "post",
      path: "/channel-kinds/:channel/connect",
      summary: "Makes a channel of each chosen account, and asks the platform to send its events here.",
      scope: "channels.write",
      body: connectAccountsSchema,
      answer: connectedAccountsSchema,
      refusals: ["not_found"],
      async handle({ actor, params, body }) {
        const { kind, source } = findSource(parts, params["channel"]);
        await requireQueue(parts, body.queue);
        const again = openTicket(body.ticket, aboutTicket(kind.channel, actor));
        const found = await findAccounts(source, again, context);
        if (found.type === "refused") throw new RequestError("invalid_request", found.result.title);
        const outcomes: Outcome[] = [];
        // One after the other: each looks whether it clashes with those before.
        for (const id of body.ids) {
          const account = found.accounts.find((each) => each.id === id);
          outcomes.push(account === undefined ? gone(id) : await connect({ kind, source, account }, body, actor));
        }
        return { accounts: outcomes };
      },
    }),
  ];
}

function findSource(
  { kinds }: ChannelParts,
  channel: string | undefined,
): { kind: ChannelKind; source: AccountSource } {
  const kind = kinds.get(channel ?? "");
  if (kind?.accounts === undefined || kind.availability?.status === "discontinued")
    throw new RequestError("not_found", "this server lists no accounts of such channels");
  return { kind, source: kind.accounts };
}

/** @throws RequestError `invalid_request` with what the kind has thrown. */
async function findAccounts(
  source: AccountSource,
  given: ChannelOptions,
  context: AccountContext,
): Promise<FoundAccounts> {
  try {
    return await source.find(given, context);
  } catch (error) {
    throw new RequestError("invalid_request", withoutSecrets(messageOf(error), source.options, given));
  }
}

/** @throws RequestError `invalid_request` with what is wrong with the options. */
function readGiven(
  source: AccountSource,
  { options, code }: { options: Record<string, unknown>; code?: string | undefined },
  redirectUrl: string,
): ChannelOptions {
  // They came as JSON.
  const given = options as ChannelOptions;
  const isBack = code !== undefined && source.signInUrl !== undefined;
  // Whoever has signed in at the platform has no token to paste.
  const problems = findOptionProblems(isBack ? { ...source.options, required: [] } : source.options, given);
  if (problems.length > 0) throw new RequestError("invalid_request", problems.join(" "));
  return isBack ? { ...given, code, redirectUrl } : given;
}

function ofChosen({ queue, language }: Chosen): { queue?: string; language?: string } {
  return { ...(queue === undefined ? {} : { queue }), ...(language === undefined ? {} : { language }) };
}

function plain({ level, title, fix }: CheckResult): { level: CheckResult["level"]; title: string; fix?: string } {
  return { level, title, ...(fix === undefined ? {} : { fix }) };
}

function gone(id: string): Outcome {
  const title = "The account is not among those that the platform lists any more";
  return { id, name: id, findings: [{ level: "error", title, fix: "Ask for the list again." }] };
}

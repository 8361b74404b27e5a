import { mattermost, type RunningServer, slack, story, teams } from "@causerie/server";
import type { ConnectorDefinition } from "@causerie/server/connector";
import { ana, dm, FakeMattermost, token } from "#support/mattermost/fake-mattermost.ts";
import { FakeSlack, slackSecrets } from "#support/slack/fake-slack.ts";
import { direct as slackDirect, eventBody } from "#support/slack/payloads.ts";
import { direct as teamsDirect, tenant } from "#support/teams/activities.ts";
import { FakeTeams } from "#support/teams/fake-teams.ts";
import { waitUntil } from "#support/wait-until.ts";

export const hello = story("hello", { keywords: ["hello"] });

/** A channel and its platform. `deadUrl`: in place of the platform that answers; people can say something all the same. */
export type Platform = AsyncDisposable & {
  readonly definition: ConnectorDefinition;
  /** A person of this number says hello to the bot. */
  meet(server: RunningServer, person: number): Promise<unknown>;
  /** What people are shown. */
  shown(): string[];
};

/** A new channel has one line here: those that a test can have dead, or among those that live only. */
export const platforms = { Slack: startSlack, Teams: startTeams } as const;
export const livingPlatforms = { ...platforms, Mattermost: startMattermost } as const;

async function startSlack(deadUrl?: string): Promise<Platform> {
  const platform = await FakeSlack.start();
  const { botToken, signingSecret } = slackSecrets;
  const apiUrl = deadUrl === undefined ? platform.apiUrl : `${deadUrl}/api`;
  return {
    definition: slack({ botToken, signingSecret, apiUrl }),
    meet(server, person) {
      platform.requestUrl = `${server.url}/slack`;
      return platform.sendEvent(eventBody(slackDirect("hello", { user: `U0${person}`, channel: `D0${person}` })));
    },
    shown: () => platform.shown(),
    [Symbol.asyncDispose]: () => platform[Symbol.asyncDispose](),
  };
}

async function startTeams(deadUrl?: string): Promise<Platform> {
  const platform = await FakeTeams.start();
  const { options } = platform;
  const serviceUrl = deadUrl === undefined ? platform.serviceUrl : `${deadUrl}/emea/`;
  const origins = [...options.serviceOrigins, new URL(serviceUrl).origin];
  return {
    definition: teams({ ...options, serviceOrigins: origins, tenantId: tenant }),
    async meet(server, person) {
      platform.requestUrl = `${server.url}/teams`;
      const bearer = `Bearer ${await platform.sign({ serviceurl: serviceUrl })}`;
      return await platform.send({ ...teamsDirect("hello", { user: `29:${person}` }), serviceUrl }, bearer);
    },
    shown: () => platform.shown(),
    [Symbol.asyncDispose]: () => platform[Symbol.asyncDispose](),
  };
}

/** What people write comes by a connection, which a dead platform does not have. */
async function startMattermost(): Promise<Platform> {
  const platform = await FakeMattermost.start();
  return {
    definition: mattermost({ serverUrl: platform.url, botToken: token }),
    async meet() {
      await waitUntil(() => platform.connections.length === 1, 20_000);
      platform.post("hello", { user: ana, channel: dm });
    },
    shown: () => platform.shown(),
    [Symbol.asyncDispose]: () => platform[Symbol.asyncDispose](),
  };
}

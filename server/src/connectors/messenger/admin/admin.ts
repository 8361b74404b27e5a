import type { CheckResult } from "#channel/connector-definition.ts";
import type { MessengerSettings } from "#connectors/messenger/options.ts";
import { type ProfilePlan, planProfile } from "#connectors/messenger/profile/sync-profile.ts";
import { accessOf, findLive } from "./check-live.ts";
import type { Finding } from "#connectors/meta/graph/finding.ts";
import { type Step, liveCheck } from "./live-check.ts";
import { type Exchange, exchangeToken, sealPages, type PageToken } from "./page-tokens.ts";
import {
  createPersona,
  type CreatedPersona,
  deletePersona,
  listPersonas,
  type Persona,
  type Personas,
} from "./personas.ts";
import { type Receivers, secondaryReceivers } from "./secondary-receivers.ts";
import { type ControlAction, type ThreadOwner, changeControl, threadOwner } from "./thread-control.ts";

/** What an operator's commands do with a page at Meta. None of it needs a running server. */
export type MessengerAdmin = {
  /** All that a check finds. Nothing is changed until a finding's `repair` is called. */
  check(publicUrl: string): Promise<Finding[]>;
  /** Undefined: the configuration has no profile. */
  planProfile(): Promise<ProfilePlan> | undefined;
  exchangeToken(userToken: string): Promise<Exchange>;
  /** The pages as a file keeps them, their tokens encrypted. */
  sealPages(pages: readonly PageToken[]): string;
  liveCheck(person: { psid: string; text: string }): AsyncGenerator<Step, void, void>;
  personas(): Promise<Personas>;
  createPersona(persona: Omit<Persona, "id">): Promise<CreatedPersona>;
  deletePersona(id: string): Promise<CheckResult>;
  secondaryReceivers(): Promise<Receivers>;
  owner(psid: string): Promise<ThreadOwner>;
  control(psid: string, action: ControlAction, metadata?: string): Promise<CheckResult>;
};

export function createAdmin(settings: MessengerSettings, call: typeof fetch): MessengerAdmin {
  const access = accessOf(settings, call);
  const { pageId, accessToken: token, profile, appId, appSecrets } = settings;
  return {
    check: (publicUrl) => findLive(settings, { publicUrl, fetch: call, now: Date.now() }),
    planProfile: () => (profile === undefined ? undefined : planProfile(access, token, profile)),
    exchangeToken: (userToken) => exchangeToken(access, userToken),
    sealPages: (pages) => sealPages(appId, appSecrets[0] ?? "", pages),
    liveCheck: (person) => liveCheck(settings, access, person),
    personas: () => listPersonas(access, { pageId, token }),
    createPersona: (persona) => createPersona(access, { pageId, token }, persona),
    deletePersona: (id) => deletePersona(access, { pageId, token }, id),
    secondaryReceivers: () => secondaryReceivers(access, token),
    owner: (psid) => threadOwner(access, { pageId, token, psid }),
    control: (psid, action, metadata) => changeControl(access, { pageId, token, psid }, action, metadata),
  };
}
